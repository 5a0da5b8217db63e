"""Being signed in: a browser's session, or an app's tokens."""

from chatapp.sessions.actions import sign_in
from chatapp.sessions.browser import close_session, open_session, renew_session
from chatapp.sessions.tokens import issue, refresh, revoke

__all__ = ["close_session", "issue", "open_session", "refresh", "renew_session", "revoke", "sign_in"]
