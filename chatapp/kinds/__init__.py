"""What a message says: one frozen dataclass per kind, pure (no Flask, no SQLAlchemy, nothing else of ours).

Getting one:

- `read(message) -> Kind`: the kind inside a webhook's message object; never raises, what is odd becomes `Unknown`.
- `restore(name, content) -> Kind`: the kind back from a stored row (`kind.name`, `kind.to_stored()`); never raises.
- `compose(name, content) -> Kind`: what a form or the JSON API wants to send, `content` in the shape below; never
  raises: whatever is wrong with it, down to nonsense, is told by `check()`.
- `REGISTRY: dict[str, type[Kind]]`: kind name -> class. A new kind is one module and one line in `registry.py`.

What each can do (`Kind`):

- `name`, `icon` (lucide or None), `label` (msgid), `sendable`, `opens_window`, `media_kind` (None without a file).
- `to_stored() -> dict` (JSON), `check() -> [FieldError(field, code, limit)]`, one per field, fields like
  "sections.0.rows.2.title"; `.message` is a msgid to be formatted with `limit`.
- `to_graph(meta_ids: dict[int, str] = {}) -> dict`: `{"type": ..., <type>: {...}}`; `meta_ids` is our Media id -> Meta's.
  Raises `NotSendable` for kinds that are only received, KeyError for a file without an id at Meta.
- `files -> tuple[File, ...]`: the files in their order (position), `File(media_kind, media_id, media, filename)`:
  `media_id` is our Media row (sent), `media` what Meta said of it (received: id, mime_type, sha256, url?, ...).
  `media_ids -> list[int]`: the rows among them. `with_files(ids) -> Kind`: the same with our copies, to be sent on.
- `words` (the message's own words or None), `plain` (everything to be searched), `preview -> Preview(icon, label,
  text)`, shown as the icon and `preview.text or _(preview.label)`.

Content of what we send (`to_stored()` and `compose`; * required; a header is {"type": "text", "text"} or
{"type": "image"|"video"|"document", "media_id", "filename"?}):

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
    template           name*, language*, header, body {"1": "Ana"} or {"first_name": "Ana"}, buttons, offer_ends_at (epoch
                       milliseconds), cards [{header, body, buttons}]; a header may also be {"type": "text", "values":
                       {"1": "Ana"}} or {"type": "location", latitude*, longitude*, name, address}; buttons are {"index"*,
                       "type"*: "quick_reply" payload* | "url" suffix* | "copy_code" coupon* | "otp" code* | "flow" token,
                       data | "catalog" product_id | "products" product_id*, sections* | "voice_call" minutes, payload};
                       `shown` (rendered by us, never read from a client): what the customer sees, see `template.Shown`

What we receive has Meta's object as `content` and typed properties: `ButtonReply(id, title)`, `ListReply(id, title,
description)`, `QuickReply(text, payload)`, `FormReply(form, answers [(name, value)], token)`, `CallPermissionReply(
allowed, expires_at)`, `ProductReply`, `Order(items, totals)`, `Edit(target, inner)`, `Revoke(target)`, `System(change)`,
`Call(outcome, outgoing, duration)`, `Unsupported(type, error)`, `Unknown(type, content)`.
What stands next to the kind in a stored message: `Referral.read(content) -> Referral | None` (the ad it came from).

`limits`: every number, and `limits.for_forms()` as JSON. `MessageStatus`: the one total order of a message's life.
`N_`: marks a msgid for extraction; the web layer translates.
"""

from chatapp.kinds.kind import FieldError, Kind, NotSendable, Preview
from chatapp.kinds.marking import N_
from chatapp.kinds.reaction import Reaction
from chatapp.kinds.registry import REGISTRY, read, restore
from chatapp.kinds.status import MessageStatus
from chatapp.kinds.text import Text
from chatapp.kinds.unknown import Unknown
from chatapp.kinds.unsupported import Unsupported

__all__ = [
    "N_",
    "REGISTRY",
    "FieldError",
    "Kind",
    "MessageStatus",
    "NotSendable",
    "Preview",
    "Reaction",
    "Text",
    "Unknown",
    "Unsupported",
    "read",
    "restore",
]
