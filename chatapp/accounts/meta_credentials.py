"""What Meta gave us: numbers, their tokens, and the secrets that its webhooks are signed with."""

import logging
import threading
from collections.abc import Iterator
from time import monotonic

import sqlalchemy as sa
from flask import Flask, current_app
from flask_babel import gettext as _

from chatapp.extensions import db
from chatapp.models import Account, PhoneNumber
from chatapp.refusals import invalid
from chatapp.secret_keys import UnreadableSecret, keyring

log = logging.getLogger(__name__)


def connect_number(
    account: Account,
    *,
    phone_number_id: str,
    waba_id: str,
    display_number: str,
    label: str,
    access_token: str,
    app_secret: str | None = None,
    verify_token: str | None = None,
) -> PhoneNumber:
    """Speak for this number from now on; connecting it again replaces its credentials and ends its alarm.

    Without an app secret of its own the number's webhooks are checked with the installation's (META_APP_SECRET).
    """
    number = db.session.scalar(sa.select(PhoneNumber).where(PhoneNumber.phone_number_id == phone_number_id))
    if number is None:
        number = PhoneNumber(account_id=account.id, phone_number_id=phone_number_id)
        db.session.add(number)
    elif number.account_id != account.id:
        raise invalid(
            {"phone_number_id": _("This number belongs to another account.")}, _("The number was not connected.")
        )
    number.waba_id, number.display_number, number.label = waba_id, display_number, label
    number.access_token = access_token
    number.app_secret = app_secret or number.app_secret
    number.verify_token = verify_token or number.verify_token
    number.alarm_code = number.alarm_at = None
    db.session.flush()
    return number


#: {secret: ids of the accounts it may speak for}; None is every account: the installation's own Meta app.
AppSecrets = dict[str, tuple[int, ...] | None]


def app_secrets(app: Flask | None = None, *, missed: bool = False) -> AppSecrets:
    """Every secret that a genuine webhook may be signed with, the installation's first, and for whom it speaks.

    A company that brings a Meta app of its own knows its secret, and must not be able to forge another's webhooks.

    Kept for 30 seconds. Ask again with `missed=True` when none of them fits: the number may be new, so they are read
    again, but at most once a second, for forgers miss too. While the database is away the known ones go on serving.
    Whoever stands outside a context names the `app`.
    """
    app = app or current_app._get_current_object()
    kept = app.extensions.get("app_secrets") or app.extensions.setdefault("app_secrets", _AppSecrets(app))
    return kept.get(fresher_than=1.0 if missed else 30.0)


def verify_tokens() -> tuple[str, ...]:
    """Every token that Meta's handshake may show."""
    ours = current_app.extensions["settings"].verify_token
    return tuple(dict.fromkeys(filter(None, [ours, *(token for token, _ in _stored(PhoneNumber.verify_token))])))


class _AppSecrets:
    """One per app, shared by its threads: webhooks come by the thousand, secrets change twice a year."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.known: AppSecrets | None = None
        self.read_at = 0.0
        self.lock = threading.Lock()

    def get(self, *, fresher_than: float) -> AppSecrets:
        """The secrets, at most that many seconds old."""
        with self.lock:
            if self.known is None or monotonic() - self.read_at > fresher_than:
                self._read()
            return self.known

    def _read(self) -> None:
        self.read_at = monotonic()
        try:
            with self.app.app_context():
                self.known = _speakers()
        except sa.exc.DBAPIError:
            if self.known is None:
                raise


def _speakers() -> AppSecrets:
    ours = current_app.extensions["settings"].app_secret
    speakers: AppSecrets = {ours: None} if ours else {}
    for secret, account_id in _stored(PhoneNumber.app_secret):
        spoken_for = speakers.get(secret, ())
        if spoken_for is not None:
            speakers[secret] = tuple(sorted({*spoken_for, account_id}))
    return speakers


def _stored(column: sa.orm.InstrumentedAttribute) -> Iterator[tuple[str, int]]:
    """(value, account id). On a connection of its own: callers may stand outside any session.

    Opened one by one: a secret that no key opens silences its own number only.
    """
    sealed = sa.type_coerce(column, sa.Text)
    select = sa.select(PhoneNumber.id, sealed, PhoneNumber.account_id).where(column.is_not(None))
    with db.engine.connect() as connection:
        rows = connection.execute(select.order_by(PhoneNumber.id)).all()
    for number_id, value, account_id in rows:
        try:
            opened = keyring().decrypt(value, column.type.purpose)
        except UnreadableSecret as error:
            log.error("number %s: its %s cannot be read: %s", number_id, column.type.purpose, error)
            continue
        if opened:
            yield opened, account_id
