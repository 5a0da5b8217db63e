"""The person on the other side, as far as one webhook tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Customer:
    """A person's identities, each as Meta wrote it. With a username the phone (`wa_id`) may be hidden, and before
    April 2026 there was no BSUID, so either can be absent; a `sent` or `failed` status may name nobody at all."""

    wa_id: str | None = None
    bsuid: str | None = None
    parent_bsuid: str | None = None
    username: str | None = None
    profile_name: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to find or create a contact by."""
        return self.wa_id is not None or self.bsuid is not None
