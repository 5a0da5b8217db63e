"""What is done to an account's people."""

import sqlalchemy as sa
from flask_babel import gettext as _

from chatapp import clock, realtime
from chatapp.accounts import passwords, queries
from chatapp.extensions import db
from chatapp.models import Account, RefreshToken, Role, SignIn, Theme, User
from chatapp.refusals import Refusal, invalid


def create_account(name: str, *, timezone: str, locale: str) -> Account:
    """A new company; its first person is invited next."""
    account = Account(name=name, timezone=timezone, locale=locale)
    db.session.add(account)
    db.session.flush()
    return account


def invite(account: Account, email: str, *, name: str, role: Role) -> User:
    """A new person, who chooses a password through `invitation_token(user)`.

    Inviting somebody again who has not come yet brings their name and role up to date. Refusal for an address that
    somebody else's invitation or account holds.
    """
    email = queries.normal_email(email)
    local, _at, domain = email.partition("@")
    if not local or "." not in domain or " " in email:
        raise invalid({"email": _("This is not an e-mail address.")}, _("The person was not invited."))
    user = queries.user_by_email(email)
    if user is None:
        user = User(account_id=account.id, email=email, locale=account.locale)
        db.session.add(user)
    elif user.account_id != account.id or user.password_hash:
        raise invalid({"email": _("Somebody already uses this address.")}, _("The person was not invited."))
    user.name, user.role, user.active = name, role, True
    db.session.flush()
    return user


def accept_invitation(user: User, password: str) -> None:
    """The invited person's first password. Of two who hold the same link, exactly one gets in."""
    passwords.check_new(password, user.email)
    first = sa.update(User).where(User.id == user.id, User.password_hash == "", User.active)
    if not db.session.execute(first.values(password_hash=passwords.hash_password(password))).rowcount:
        raise Refusal("invitation_over", _("This invitation was already used. Please sign in."), status=410)


def change_profile(
    user: User,
    *,
    name: str | None = None,
    locale: str | None = None,
    theme: Theme | None = None,
    signature: str | None = None,
    single_keys: bool | None = None,
) -> None:
    """What people set for themselves; what is not given stays. Sockets are reopened if they change language."""
    relocated = locale is not None and locale != user.locale
    user.name, user.locale, user.theme = name or user.name, locale or user.locale, theme or user.theme
    user.signature = user.signature if signature is None else signature
    user.single_keys = user.single_keys if single_keys is None else single_keys
    if relocated:
        realtime.close_user(user.id)


def change_password(user: User, current: str, new: str) -> None:
    """A new password, which ends every session and token; the caller opens one again for who is asking."""
    if not passwords.verify(user, current):
        raise invalid({"current_password": _("This is not your password.")}, _("The password was not changed."))
    passwords.set_password(user, new, field="new_password")
    end_sessions(user)


def change_role(user: User, role: Role) -> None:
    """What they may do from now on; their sockets are asked again what they watch. Refuses to demote the last admin."""
    if role is user.role:
        return
    _keep_an_admin(user)
    user.role = role
    realtime.close_user(user.id)


def deactivate(user: User) -> None:
    """They may not work here any more, from this moment on. Refusal 409 for the last admin."""
    _keep_an_admin(user)
    user.active = False
    end_sessions(user)


def reactivate(user: User) -> None:
    """They may sign in again, with the password that they had."""
    user.active = True


def _keep_an_admin(leaving: User) -> None:
    """Somebody must be left who can let others in. Two admins who send each other away are told one after the other."""
    if leaving.role is not Role.ADMIN or not leaving.active:
        return
    db.session.execute(sa.select(Account.id).where(Account.id == leaving.account_id).with_for_update())
    if not queries.has_other_admin(leaving):
        raise Refusal("last_admin", _("This is the last administrator. Make somebody else one first."))


def end_sessions(user: User) -> None:
    """End every browser session, token and socket of this user."""
    user.session_epoch = User.session_epoch + 1
    living = sa.update(RefreshToken).where(RefreshToken.user_id == user.id, RefreshToken.revoked_at.is_(None))
    db.session.execute(living.values(revoked_at=clock.now()))
    db.session.execute(sa.delete(SignIn).where(SignIn.user_id == user.id))
    db.session.flush()
    realtime.close_user(user.id)
