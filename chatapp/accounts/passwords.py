"""Passwords at rest: argon2id, hashed anew when the parameters have been raised."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from chatapp.models import User
from chatapp.refusals import invalid

#: OWASP's minimum for argon2id: 19 MiB and about 20 ms, which a dyno of 512 MB bears many times at once.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST, LONGEST = 10, 256
#: Verified for addresses that nobody has, so that an answer's time does not tell who works here.
_NOBODY = HASHER.hash("nobody signs in with this")


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def verify(user: User | None, password: str) -> bool:
    """Is this the user's password? Takes as long for nobody, and for somebody who was invited and has none yet."""
    stored = (user and user.password_hash) or _NOBODY
    try:
        HASHER.verify(stored, password if len(password) <= LONGEST else "")
    except (VerificationError, InvalidHashError):
        return False
    if stored is _NOBODY:
        return False
    if HASHER.check_needs_rehash(stored):
        user.password_hash = HASHER.hash(password)
    return True


def set_password(user: User, password: str, *, field: str = "password") -> None:
    """Give the user this password; Refusal naming `field` if it is too short, too long or their own address."""
    check_new(password, user.email, field=field)
    user.password_hash = HASHER.hash(password)


def check_new(password: str, email: str, *, field: str = "password") -> None:
    """Length is what protects; rules about signs only make people write passwords down."""
    if len(password) < SHORTEST:
        raise invalid({field: _("Use at least %(n)s characters.", n=SHORTEST)}, _("The password is too short."))
    if len(password) > LONGEST:
        raise invalid({field: _("Use at most %(n)s characters.", n=LONGEST)}, _("The password is too long."))
    if password.lower() == email.lower():
        raise invalid(
            {field: _("Choose something other than your e-mail address.")}, _("The password is too easy to guess.")
        )
