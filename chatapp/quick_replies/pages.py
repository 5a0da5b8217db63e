"""Quick replies as their page and the composer's list see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from chatapp import kinds
from chatapp.kinds import Kind
from chatapp.models import QuickReply, User
from chatapp.quick_replies.actions import may_change


@dataclass(frozen=True)
class Entry:
    """A quick reply in a list."""

    reply: QuickReply
    user: User

    @property
    def path(self) -> str:
        """Where it is changed."""
        return f"/quick-replies/{self.reply.id}"

    @property
    def says(self) -> Kind:
        """What it would say."""
        return kinds.restore(self.reply.kind, self.reply.content)

    @property
    def text(self) -> str | None:
        """The words to be put into the composer; None for what can only be sent as it is."""
        return self.says.body if self.reply.kind == "text" else None

    @property
    def is_shared(self) -> bool:
        return self.reply.owner_id is None

    @property
    def may_change(self) -> bool:
        return may_change(self.reply, self.user)


@dataclass(frozen=True)
class Form:
    """`body` is None where only name and owner can be changed: what it says was made in the composer."""

    path: str
    name: str = ""
    body: str | None = ""
    shared: bool = False
    errors: Mapping[str, str] | None = None

    @classmethod
    def of(cls, entry: Entry) -> "Form":
        return cls(entry.path, entry.reply.name, entry.text, entry.is_shared)

    def error(self, field: str) -> str | None:
        """Why the field cannot be used."""
        return (self.errors or {}).get(field)
