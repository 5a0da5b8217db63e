"""Access tokens and app secrets at rest: AES-256-GCM, the key's id beside the ciphertext so that keys can rotate."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE_BYTES = 12


class UnreadableSecret(Exception):
    """A stored secret that none of the configured keys opens."""


class Keyring:
    """The keys of SECRETS_KEYS: the first one encrypts, any of them decrypts what it wrote."""

    def __init__(self, keys: tuple[tuple[str, bytes], ...]):
        self.current = keys[0][0]
        self.ciphers = {key_id: AESGCM(key) for key_id, key in keys}

    def encrypt(self, text: str, purpose: str) -> str:
        """`key id:base64(nonce + ciphertext)`; `purpose` is authenticated with it."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self.ciphers[self.current].encrypt(nonce, text.encode(), purpose.encode())
        return f"{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, stored: str, purpose: str) -> str:
        """The text again, or UnreadableSecret with the id of the key that is missing or wrong."""
        key_id, _, encoded = stored.partition(":")
        cipher = self.ciphers.get(key_id)
        if cipher is None:
            raise UnreadableSecret(f"SECRETS_KEYS has no key {key_id!r}; add it again to read what it encrypted")
        try:
            sealed = base64.b64decode(encoded)
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode()).decode()
        except (InvalidTag, ValueError):
            raise UnreadableSecret(f"key {key_id!r} in SECRETS_KEYS does not open a {purpose}") from None

    def is_current(self, stored: str) -> bool:
        return stored.startswith(f"{self.current}:")


def keyring() -> Keyring:
    """The keyring of the running app."""
    return current_app.extensions["keyring"]
