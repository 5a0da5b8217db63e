"""The sample files that Meta's reviewers see in headers: given to Meta beforehand, and then known by handles."""

from collections.abc import Mapping

from flask_babel import gettext as _

from chatapp.extensions import db
from chatapp.graph import graph
from chatapp.kinds.reading import mapping
from chatapp.message_templates import queries
from chatapp.message_templates.authoring.draft import Draft
from chatapp.message_templates.refused import refusal
from chatapp.models import Media, MediaState
from chatapp.refusals import Refusal, invalid
from chatapp.storage import storage
from chatapp.whatsapp.failures import GraphError
from chatapp.whatsapp.uploads import Attachment


def sampled(draft: Draft, uploads: Mapping[str, Media], account_id: int, waba_id: str) -> Draft:
    """With Meta's handles for `uploads`, which go by the paths of headers; Refusal 422 for a file that does not fit,
    or with Meta's reason. Ends the transaction if there are any."""
    if not uploads:
        return draft
    headers = dict(draft.headers)
    for path, file in uploads.items():
        if file.kind != headers[path].type.lower() or file.state is not MediaState.READY:
            words = _("Choose a file of this kind, and wait until it is ready.")
            raise invalid({f"{path}.media_id": words}, _("Please check what you entered."))
    number = queries.speaker(account_id, waba_id)
    if number is None:
        raise Refusal("no_number", _("No connected number belongs to this WhatsApp account."))
    token = number.access_token
    told = {path: (file.storage_key, file.size, file.mime_type) for path, file in uploads.items()}
    # Meta takes its time, and a connection to the database would be missed elsewhere.
    db.session.rollback()
    try:
        app_id = _app_id(token)
        return draft.with_handles({path: _handle(app_id, token, *file) for path, file in told.items()})
    except GraphError as error:
        raise refusal(error) from error


def _handle(app_id: str, token: str, key: str, size: int, mime_type: str) -> str:
    name = f"sample.{mime_type.partition('/')[2]}"
    with storage().open(key) as stream:
        return graph().upload_sample(app_id, token, Attachment(stream, size, mime_type, name))


def _app_id(token: str) -> str:
    """The Meta app that the token was made for: samples belong to apps."""
    told = graph().request("GET", "debug_token", token, params={"input_token": token})
    return str(mapping(told.get("data")).get("app_id"))
