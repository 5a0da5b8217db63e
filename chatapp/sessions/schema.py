"""Tokens as JSON, in the words of OAuth 2."""

from chatapp.sessions.tokens import ACCESS_LIFETIME, REFRESH_LIFETIME, TokenPair


def tokens(pair: TokenPair) -> dict:
    """Lifetimes are in seconds from now."""
    return {
        "access_token": pair.access_token,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFETIME.total_seconds()),
        "refresh_token": pair.refresh_token,
        "refresh_expires_in": int(REFRESH_LIFETIME.total_seconds()),
    }
