"""What a message says: one frozen dataclass per kind, pure (no Flask, no SQLAlchemy, nothing else of ours).

Getting one:

- `read(message) -> Kind`: the kind inside a webhook's message object; never raises, what is odd becomes `Unknown`.
- `restore(name, content) -> Kind`: the kind back from a stored row (`kind.name`, `kind.to_stored()`); never raises.
- `compose(name, content) -> Kind`: what a form or the JSON API wants to send, `content` in the shape below; never
  raises: whatever is wrong with it, down to nonsense, is told by `check()`.
- `REGISTRY: dict[str, type[Kind]]`: kind name -> class. A new kind is one module and one line in `registry.py`.

What each can do (`Kind`):

- `name`, `icon` (lucide or None), `label` (msgid), `sendable`, `can_quote`, `opens_window`, `media_kind` (None for what
  is no file).
- `to_stored() -> dict` (JSON), `check() -> [FieldError(field, code, limit)]`, one per field, fields like
  "sections.0.rows.2.title"; `.message` is a msgid to be formatted with `limit`.
- `to_graph(meta_ids: Mapping[int, str]) -> dict`: `{"type": ..., <type>: {...}}`; `meta_ids` is what Meta calls our
  files. Raises `NotSendable` for kinds that are only received, KeyError for a file without an id at Meta.
- `files -> tuple[File, ...]`: the files in their order (position), `File(media_kind, media_id, media, filename)`:
  `media_id` is our Media row (sent), `media` what Meta said of it (received: id, mime_type, sha256, url?, ...).
  `media_ids -> list[int]`: the rows among them. `with_files(ids) -> Kind`: the same with our copies, to be sent on.
- `words` (the message's own words or None), `plain` (everything to be searched), `preview -> Preview(icon, label,
  text)`, shown as the icon and `preview.text or _(preview.label)`.

Content of what we send (`to_stored()` and `compose`; * required; a header is {"type": "text", "text"} or
{"type": "image"|"video"|"document", "media_id", "filename"?}; rows of ours carry "media" instead when received):

    text               body*, preview_url
    image video        media_id*, caption
    document           media_id*, filename, caption
    audio voice sticker     media_id*
    location           latitude*, longitude*, name, address
    contacts           contacts* [{name* {formatted_name*, first_name, ...}, phones [{phone*, type, wa_id}], emails
                       [{email, type}], org {company, department, title}, urls [{url, type}], addresses, birthday}]
    reaction           target* (wamid), emoji (null takes it away)
    buttons            body*, header, footer, buttons* [{id*, title*}]
    list               body*, header (text), footer, button*, sections* [{title, rows* [{id*, title*, description}]}]
    link_button        body*, header, footer, text*, url*
    location_request   body*
    contact_request    body*
    flow               body*, header, footer, text*, flow_id*, token, mode (published|draft), screen, data {}
    product            catalog_id*, product_id*, body, footer
    product_list       header* (text), body*, footer, catalog_id*, sections* [{title, products* ["id", ...]}]
    catalog            body*, footer, product_id (its picture)
    carousel           body*, cards* [{header* (image|video), body, buttons [{id*, title*}] or text* and url*}]
    voice_call         body*, footer, text, minutes, payload
    template           name*, language*, header, body {"1": "Ana"} or {"first_name": "Ana"}, buttons, cards [{header*,
                       body, buttons}], offer_ends_at (epoch milliseconds)

A template's header may also be {"type": "text", "values": {"1": "Ana"}} or {"type": "location", latitude*, longitude*,
name, address}. Its buttons are {"index"* (place in the template), "type"*} with, by type: quick_reply payload*, url
suffix*, copy_code coupon*, otp code* (the same as in the body), flow token and data, catalog product_id, products
product_id* and sections*, voice_call minutes and payload. `shown` is what the customer sees (`template.Shown`): written
by the product with `dataclasses.replace(kind, shown=...)`, never read from a client.

What we receive has Meta's object as `content` and typed properties:

    ButtonReply(id, title)    ListReply(id, title, description)    QuickReply(title, payload)
    FormReply(form, answers [(name, value)], token)    CallPermissionReply(allowed, expires_at, is_automatic)
    ProductReply(catalog_id, product_id, title)    Order(items, totals {currency: Decimal}, note)
    Location(latitude, longitude, title, address)    Contacts(cards [ContactCard], was_requested)
    Edit(target, inner)    Revoke(target)    System(change, wa_id)    Call(outcome, outgoing, duration)
    Unsupported(type, reason)    Unknown(type, content)

What stands next to the kind in a stored message: `Referral.read(content) -> Referral | None` (the ad it came from).

`limits`: every number, and `limits.for_forms()` as JSON. `MessageStatus`: the one total order of a message's life.
`N_`: marks a msgid for extraction; the web layer translates.
"""

from chatapp.kinds import limits
from chatapp.kinds.field_error import FieldError
from chatapp.kinds.file import File
from chatapp.kinds.kind import Kind, NotSendable, Preview
from chatapp.kinds.marking import N_
from chatapp.kinds.reaction import Reaction
from chatapp.kinds.referral import Referral
from chatapp.kinds.registry import REGISTRY, compose, read, restore
from chatapp.kinds.status import MessageStatus
from chatapp.kinds.template import Template
from chatapp.kinds.text import Text
from chatapp.kinds.unknown import Unknown
from chatapp.kinds.unsupported import Unsupported

__all__ = [
    "N_",
    "REGISTRY",
    "FieldError",
    "File",
    "Kind",
    "MessageStatus",
    "NotSendable",
    "Preview",
    "Reaction",
    "Referral",
    "Template",
    "Text",
    "Unknown",
    "Unsupported",
    "compose",
    "limits",
    "read",
    "restore",
]
