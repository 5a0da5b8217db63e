"""The sample file that Meta's reviewers see in a header: given to Meta beforehand, and then known by a handle."""

from chatapp.extensions import db
from chatapp.graph import graph
from chatapp.kinds.reading import mapping
from chatapp.message_templates import queries
from chatapp.message_templates.drafts import MEDIA, Draft
from chatapp.message_templates.refused import refusal
from chatapp.models import Media
from chatapp.storage import storage
from chatapp.whatsapp.failures import GraphError
from chatapp.whatsapp.uploads import Attachment


def wants_file(draft: Draft) -> bool:
    """Whether its header shows a file."""
    return draft.header_type in MEDIA


def handle(file: Media, waba_id: str) -> str:
    """Meta's handle for a file of ours that is READY; Refusal with Meta's reason."""
    number = queries.speaker(file.account_id, waba_id)
    token, size, mime_type, key = number.access_token, file.size, file.mime_type, file.storage_key
    name = f"sample.{mime_type.partition('/')[2]}"
    # Meta takes its time, and a connection to the database would be missed elsewhere.
    db.session.rollback()
    try:
        with storage().open(key) as stream:
            return graph().upload_sample(_app_id(token), token, Attachment(stream, size, mime_type, name))
    except GraphError as error:
        raise refusal(error) from error


def _app_id(token: str) -> str:
    """The Meta app that the token was made for: samples belong to apps."""
    told = graph().request("GET", "debug_token", token, params={"input_token": token})
    return str(mapping(told.get("data")).get("app_id"))
