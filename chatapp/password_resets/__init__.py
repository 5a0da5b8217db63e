"""A new password for somebody who has lost theirs: by a link that an admin hands over, good for a day and one use.

- `link_token(user)`, `user_of(token)`, `reset(user, password)`.
"""

from chatapp.password_resets.actions import LIFETIME, link_token, reset, user_of

__all__ = ["LIFETIME", "link_token", "reset", "user_of"]
