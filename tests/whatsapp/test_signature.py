"""Whether forged webhooks are told apart."""

import hashlib
import hmac

import pytest

from chatapp.whatsapp.signature import verify

BODY = b'{"object":"whatsapp_business_account","entry":[]}'
HEADER = "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"


def sign(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_the_documented_vector():
    assert verify(BODY, HEADER, ["test_app_secret"])


def test_any_of_several_secrets_will_do():
    assert verify(BODY, HEADER, iter(["another", "test_app_secret", "third"]))
    assert not verify(BODY, HEADER, ["another", "third"])
    assert not verify(BODY, HEADER, [])


def test_the_bytes_count_not_the_json():
    assert not verify(BODY + b"\n", HEADER, ["test_app_secret"])
    escaped = rb'{"body":"ol\u00e1"}'
    assert verify(escaped, sign(escaped, "s"), ["s"])
    assert not verify('{"body":"olá"}'.encode(), sign(escaped, "s"), ["s"])


@pytest.mark.parametrize(
    "header", [None, "", "sha256=", "sha256=é" + "0" * 63, HEADER[7:], "sha1" + HEADER[6:], HEADER[:-1], HEADER + "0"]
)
def test_other_headers_are_refused(header):
    assert not verify(BODY, header, ["test_app_secret"])


def test_capital_hex_is_the_same_signature():
    assert verify(BODY, "sha256=" + HEADER[7:].upper(), ["test_app_secret"])


def test_an_empty_secret_signs_nothing():
    assert not verify(BODY, sign(BODY, ""), [""])
