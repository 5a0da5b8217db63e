"""The Graph API over HTTP: says what Meta answered, and when there is no answer, what is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import quote, urljoin

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from chatapp.whatsapp import media_hosts
from chatapp.whatsapp.answers import SendReceipt, read_answer, read_receipt
from chatapp.whatsapp.calls import SOCKET_OPTIONS, Calls, checked
from chatapp.whatsapp.downloads import Download, MediaLink, reading
from chatapp.whatsapp.failures import ForeignLink, Interrupted, NotSent, Unconfirmed
from chatapp.whatsapp.uploads import Attachment, BareBody, UploadBody
from chatapp.whatsapp.values import text_or_none

#: Some of Meta's hosts refuse what calls itself a library.
_DOWNLOAD_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Chatapp)", "Accept-Encoding": "identity"}
_MOST_REDIRECTS = 3
#: Connections for files that are kept.
FILES_AT_ONCE = 8
#: Seconds to write a part of a file, and to wait for the answer after the last one.
_UPLOAD_TIMEOUT = (15.0, 120.0)
_NUMBER_FIELDS = ("id", "display_phone_number", "verified_name", "quality_rating", "status", "throughput")


class GraphClient:
    """Connections to Meta, shared by threads; the token belongs to the call, as each number has its own.

    Every method raises NotSent, Unconfirmed or Rejected. Tokens are never part of a message or a log line.
    """

    def __init__(
        self,
        base_url: str,
        version: str,
        *,
        connect_timeout: float = 5,
        read_timeout: float = 30,
        connections: int = 32,
    ) -> None:
        self._root = f"{base_url.rstrip('/')}/{version}"
        self._timeout = (connect_timeout, read_timeout)
        self._calls = Calls(self._root, self._timeout, connections)
        # Files go and come by a library that takes more, and knows more.
        self._session = requests.Session()
        # A shared cookie jar is the one part of a session that threads would fight over.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # No automatic retries: a repeated POST is a second message.
        adapter = _KeptAlive(pool_connections=2, pool_maxsize=FILES_AT_ONCE, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send_message(self, phone_number_id: str, token: str, payload: dict[str, Any]) -> SendReceipt:
        """Send what `envelope.message` built; a receipt means that Meta will try to deliver it."""
        return read_receipt(self.request("POST", f"{_segment(phone_number_id)}/messages", token, payload=payload))

    def mark_read(self, phone_number_id: str, token: str, wamid: str, *, typing: bool = False) -> None:
        """Turn the customer's ticks blue up to `wamid`, and show "typing" for 25 s or until we answer."""
        payload: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
        if typing:
            payload["typing_indicator"] = {"type": "text"}
        self.request("POST", f"{_segment(phone_number_id)}/messages", token, payload=payload)

    def get_phone_number(
        self, phone_number_id: str, token: str, fields: tuple[str, ...] = _NUMBER_FIELDS
    ) -> dict[str, Any]:
        """What Meta knows about a business number."""
        return self.request("GET", _segment(phone_number_id), token, params={"fields": ",".join(fields)})

    def upload_media(self, phone_number_id: str, token: str, file: Attachment) -> str:
        """Give Meta a file, read from the stream as it goes; the id by which this number may send it for 30 days."""
        body = UploadBody(file)
        headers = {"Content-Type": body.content_type}
        return self._bring(f"{_segment(phone_number_id)}/media", _Bearer(token), body, headers, "id")

    def upload_sample(self, app_id: str, token: str, file: Attachment) -> str:
        """Give Meta a sample for a template's header; the handle by which a template may name it.

        Samples belong to apps, not to numbers: a session is opened, and the bare bytes are brought to it.
        """
        about = {"file_length": str(file.size), "file_type": file.mime_type, "file_name": file.name}
        session = self.request("POST", f"{_segment(app_id)}/uploads", token, params=about).get("id")
        if not isinstance(session, str) or not session.startswith("upload:"):
            raise NotSent("the answer opens no session")
        headers = {"Content-Type": "application/octet-stream", "file_offset": "0"}
        return self._bring(session, _Bearer(token, "OAuth"), BareBody(file), headers, "h")

    def _bring(self, path: str, auth: AuthBase, body: UploadBody | BareBody, headers: dict[str, str], key: str) -> str:
        """Upload; what Meta calls the file is at `key` of the answer."""
        url = f"{self._root}/{path}"
        try:
            response = self._session.post(
                url, data=body, headers=headers, auth=auth, timeout=_UPLOAD_TIMEOUT, allow_redirects=False
            )
            answer = read_answer(response.status_code, response.headers, response.content)
            name = text_or_none(answer.get(key))
        except (requests.RequestException, HTTPError, OSError, Unconfirmed) as error:
            # A file that Meta may or may not have harms nobody: it is simply brought again.
            raise NotSent(f"{type(error).__name__}: {error}") from error
        if name is None:
            raise NotSent("the answer names no file")
        return name

    def get_media(self, media_id: str, token: str, phone_number_id: str) -> MediaLink:
        """A fresh link to a file. Ids from webhooks live 7 days, those of uploads 30."""
        answer = self.request("GET", _segment(media_id), token, params={"phone_number_id": phone_number_id})
        link = MediaLink.read(answer)
        if link is None:
            raise Interrupted("the answer has no link")
        return link

    @contextmanager
    def download(self, url: str, token: str) -> Iterator[Download]:
        """The file behind a link, to be read while the block lasts; only Meta's own hosts are asked, and get the token.

        Raises LinkExpired, ForeignLink, Rejected ("not now") or Interrupted, the last also while it is being read.
        """
        with reading(self._follow(url, token)) as body:
            yield body

    def _follow(self, url: str, token: str) -> requests.Response:
        for _hop in range(_MOST_REDIRECTS):
            if not media_hosts.is_trusted(url, self._root):
                raise ForeignLink("the link does not lead to Meta")
            response = self._get(url, token)
            if not response.is_redirect:
                return response
            response.close()
            url = urljoin(url, response.headers["Location"])
        raise ForeignLink("the link leads on and on")

    def _get(self, url: str, token: str) -> requests.Response:
        options = {"auth": _Bearer(token), "timeout": self._timeout, "allow_redirects": False, "stream": True}
        try:
            return self._session.get(url, headers=_DOWNLOAD_HEADERS, **options)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise Interrupted(f"{type(error).__name__}: {error}") from error

    def request(
        self,
        method: str,
        path: str,
        token: str,
        *,
        payload: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """Any call: `path` below the version, `payload` as JSON; the answer's JSON object."""
        return self._calls.call(method, path, token, payload=payload, params=params)

    def close(self) -> None:
        """Close the connections."""
        self._calls.close()
        self._session.close()


class _KeptAlive(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, socket_options=SOCKET_OPTIONS, **kwargs)


class _Bearer(AuthBase):
    """As an auth object, because requests lets a .netrc entry overwrite a mere header."""

    def __init__(self, token: str, scheme: str = "Bearer") -> None:
        self._header = f"{scheme} {checked(token)}"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._header
        return request


def _segment(identifier: str) -> str:
    return quote(identifier, safe="")
