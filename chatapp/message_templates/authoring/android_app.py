"""An Android app that may take one-time codes out of WhatsApp."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from chatapp.kinds import rules
from chatapp.kinds.reading import word
from chatapp.message_templates.authoring.rule_error import RuleError

PACKAGE, HASH = 224, 11

#: Two parts at least, each beginning with a letter.
_PACKAGE = re.compile(r"[A-Za-z]\w*(\.[A-Za-z]\w*)+", re.ASCII)
_HASH = re.compile(rf"[A-Za-z0-9+/=]{{{HASH}}}")


@dataclass(frozen=True)
class AndroidApp:
    """`package` is its name in the store (com.example.shop), `hash` the eleven characters of its signing key's hash."""

    package: Any = None
    hash: Any = None

    @classmethod
    def from_content(cls, content: Any) -> Self:
        """`{"package", "hash"}`."""
        return cls(word(content, "package"), word(content, "hash"))

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Meta's `{"package_name", "signature_hash"}`."""
        return cls(told.get("package_name"), told.get("signature_hash"))

    def to_content(self) -> dict[str, Any]:
        """The inverse of `from_content`."""
        return {"package": self.package, "hash": self.hash}

    def faults(self, path: str) -> rules.Faults:
        """Both have to be there, and to look like it."""
        yield from rules.words(f"{path}.package", self.package, PACKAGE)
        if isinstance(self.package, str) and not _PACKAGE.fullmatch(self.package):
            yield RuleError(f"{path}.package", "bad_package")
        yield from rules.words(f"{path}.hash", self.hash, HASH)
        if isinstance(self.hash, str) and not _HASH.fullmatch(self.hash):
            yield RuleError(f"{path}.hash", "bad_hash")

    def component(self) -> dict[str, Any]:
        """Meta's object."""
        return {"package_name": self.package, "signature_hash": self.hash}
