"""What its writer wants below every text."""

from dataclasses import replace

from chatapp.kinds import Kind, Text
from chatapp.models import User


def signed(kind: Kind, author: User) -> Kind:
    """A text with the author's signature below it; everything else says what it says."""
    if not isinstance(kind, Text) or not author.signature or not kind.body.strip():
        return kind
    return replace(kind, body=f"{kind.body}\n\n{author.signature}")
