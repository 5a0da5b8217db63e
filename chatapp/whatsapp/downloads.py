"""Files on their way from Meta to us."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import requests
from urllib3.exceptions import HTTPError

from chatapp.whatsapp.failures import Interrupted, LinkExpired, Rejected
from chatapp.whatsapp.values import text_or_none

#: Answers that mean "not now"; every other refusal means that the link is of no use any more.
_NOT_NOW = (408, 429)


@dataclass(frozen=True, slots=True)
class MediaLink:
    """What Meta says of a file: a link for five minutes, its type and its `size` in bytes. `sha256` is hexadecimal here
    and base64 in webhooks."""

    url: str
    mime_type: str | None = None
    sha256: str | None = None
    size: int | None = None

    @classmethod
    def read(cls, answer: dict[str, Any]) -> Self | None:
        """From Graph's answer; `file_size` is a text in Meta's reference and a number elsewhere."""
        url, size = text_or_none(answer.get("url")), str(answer.get("file_size", ""))
        if url is None:
            return None
        return cls(
            url,
            text_or_none(answer.get("mime_type")),
            text_or_none(answer.get("sha256")),
            int(size) if size.isdecimal() else None,
        )


class Download:
    """A body that is read as it arrives. `size` is what was announced, None when nothing was."""

    def __init__(self, response: requests.Response):
        self._raw = response.raw
        announced = response.headers.get("Content-Length", "")
        self.size = int(announced) if announced.isdecimal() else None
        self.content_type = response.headers.get("Content-Type")

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end. Raises Interrupted when the body ends too soon or does not go on."""
        try:
            return self._raw.read(size, decode_content=False)
        except (HTTPError, OSError) as error:
            raise Interrupted(f"{type(error).__name__}: {error}") from error


@contextmanager
def reading(response: requests.Response) -> Iterator[Download]:
    """The body of this answer. Raises LinkExpired, or Rejected when Meta says "not now"."""
    with response:
        status = response.status_code
        if status >= 500 or status in _NOT_NOW:
            raise Rejected("the file is not given now", http_status=status)
        if status != 200:
            raise LinkExpired(f"HTTP {status}")
        yield Download(response)
