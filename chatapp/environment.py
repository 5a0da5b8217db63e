"""Reads texts, numbers and keys out of the environment, and names all its faults in one go."""

import base64
import binascii
from collections.abc import Mapping

AES_KEY_BYTES = 32


class BadEnvironment(Exception):
    """The environment cannot be used; the message names every fault at once."""


class Environment:
    """Reads values and gathers faults instead of stopping at the first one."""

    def __init__(self, environ: Mapping[str, str]):
        self.environ = environ
        self.faults: list[str] = []

    def check(self) -> None:
        """Raises BadEnvironment if anything that was read so far had a fault."""
        if self.faults:
            raise BadEnvironment("The environment is not complete:\n" + "\n".join(f"- {f}" for f in self.faults))

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def required(self, name: str, example: str) -> str:
        value = self.text(name)
        if not value:
            self.faults.append(f"{name} is missing (for example: {example})")
        return value

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.faults.append(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit():
            self.faults.append(f"{name} is {value!r}; it must be a whole number")
            return default
        return int(value)

    def keys(self, name: str) -> tuple[tuple[str, bytes], ...]:
        """`id:base64,id:base64`; the first key encrypts, all of them decrypt."""
        pairs = []
        for item in filter(None, self.required(name, "k1:<32 random bytes in base64>").split(",")):
            key_id, _, encoded = item.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError):
                key = b""
            if not key_id or len(key) != AES_KEY_BYTES:
                self.faults.append(
                    f"{name}: key {key_id or '?'!r} must be written id:<{AES_KEY_BYTES} bytes in base64>"
                )
            pairs.append((key_id, key))
        return tuple(pairs)

    def all_or_none(self, *names: str) -> list[str]:
        """The values of these settings, which are of use only together; [] if none of them is given."""
        values = {name: self.text(name) for name in names}
        if not any(values.values()):
            return []
        given = ", ".join(name for name, value in values.items() if value)
        self.faults += [f"{name} is missing, though {given} is given" for name, value in values.items() if not value]
        return list(values.values())
