"""What a message says: one frozen dataclass per kind, pure (no Flask, no SQLAlchemy, nothing else of ours).

Names:

- `read(message) -> Kind`: the kind inside a webhook's message object; never raises, what is odd becomes `Unknown`.
- `restore(name, content) -> Kind`: the kind back from a stored row (`kind.name`, `kind.to_stored()`); never raises.
- `REGISTRY: dict[str, type[Kind]]`: kind name -> class. A new kind is one module and one line in `registry.py`.
- `Kind`: `name`, `icon`, `label`, `opens_window`, `from_webhook(message)`, `to_stored()` / `from_stored(content)`,
  `preview`, and for what we send `sendable`, `check() -> list[FieldError]`, `to_graph() -> dict`.
- `Preview(icon, label, text)`: a lucide icon name (or None), a msgid, and the customer's own words (or None).
  Shown as the icon and `preview.text or _(preview.label)`.
- `FieldError(field, code, limit)`: `.message` is a msgid to be formatted with `limit`; `NotSendable` is raised by
  `to_graph()` of a kind that we only receive.
- `Text(body, preview_url=False)` and `Text.from_composer(body)`; `Reaction(target, emoji)`; `Unsupported`, `Unknown`.
- `MessageStatus`: the one total order of a message's life, `MessageStatus.from_webhook("delivered")`.
- `N_`: marks a msgid for extraction; the web layer translates.
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
