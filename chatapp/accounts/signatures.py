"""Short texts that only we can have written, good for a while: access tokens, invitations."""

import hmac
from collections.abc import Mapping
from datetime import timedelta

import jwt
from flask import current_app

from chatapp import clock

ALGORITHM = "HS256"
#: Time is judged by `clock.now()`, so PyJWT is not to look at its own.
_OPTIONS = {"require": ["exp"], "verify_exp": False, "verify_iat": False, "verify_nbf": False}


def sign(purpose: str, claims: Mapping[str, object], lifetime: timedelta) -> str:
    """A JWT of these claims for this purpose alone, which ends after `lifetime`."""
    now = clock.now()
    dated = {**claims, "iat": int(now.timestamp()), "exp": int((now + lifetime).timestamp())}
    return jwt.encode(dated, _key(purpose), ALGORITHM)


def read(purpose: str, token: str) -> dict | None:
    """The claims of a token signed for `purpose`; None if it is forged, foreign, garbled or over."""
    try:
        claims = jwt.decode(token, _key(purpose), [ALGORITHM], options=_OPTIONS)
    except jwt.InvalidTokenError:
        return None
    ends = claims["exp"]
    return claims if isinstance(ends, int) and ends > clock.now().timestamp() else None


def _key(purpose: str) -> bytes:
    """One key per purpose, so that an invitation can never be shown as an access token."""
    return hmac.digest(current_app.config["SECRET_KEY"].encode(), purpose.encode(), "sha256")
