"""Reading people and numbers of an account."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from chatapp.extensions import db
from chatapp.models import Account, PhoneNumber, Role, User

WITH_ACCOUNT = joinedload(User.account)


def active_user(user_id: int) -> User | None:
    """The user with their account, if they may still work here."""
    return db.session.scalar(sa.select(User).where(User.id == user_id, User.active).options(WITH_ACCOUNT))


def user_by_email(email: str) -> User | None:
    """Addresses are kept as `normal_email` writes them."""
    return db.session.scalar(sa.select(User).where(User.email == normal_email(email)).options(WITH_ACCOUNT))


def normal_email(email: str) -> str:
    return email.strip().lower()


def users_of(account_id: int) -> list[User]:
    """Everybody of the account, by name; those who left too."""
    return list(db.session.scalars(sa.select(User).where(User.account_id == account_id).order_by(User.name, User.id)))


def assignable(account_id: int) -> list[User]:
    """To whom a conversation may be given: active people of the account, by name."""
    select = sa.select(User).where(User.account_id == account_id, User.active).order_by(User.name, User.id)
    return list(db.session.scalars(select))


def assignable_user(account_id: int, user_id: int) -> User | None:
    """One of `assignable`, or None for strangers and for those who left."""
    select = sa.select(User).where(User.account_id == account_id, User.id == user_id, User.active)
    return db.session.scalar(select)


def has_other_admin(user: User) -> bool:
    """Whether the company has an admin besides this person who has come and may still work here."""
    admin = sa.and_(User.account_id == user.account_id, User.role == Role.ADMIN, User.active, User.password_hash != "")
    return db.session.scalar(sa.select(sa.exists().where(admin, User.id != user.id)))


def accounts() -> list[Account]:
    return list(db.session.scalars(sa.select(Account).order_by(Account.id)))


def account(account_id: int) -> Account | None:
    return db.session.get(Account, account_id)


def number(number_id: int) -> PhoneNumber | None:
    return db.session.get(PhoneNumber, number_id)


def numbers() -> list[PhoneNumber]:
    """Every connected number, with its account."""
    return list(
        db.session.scalars(sa.select(PhoneNumber).options(joinedload(PhoneNumber.account)).order_by(PhoneNumber.id))
    )


def number_count(account_id: int) -> int:
    """How many numbers the company has."""
    return db.session.scalar(sa.select(sa.func.count()).where(PhoneNumber.account_id == account_id))


def alarmed_numbers(account_id: int) -> list[PhoneNumber]:
    """Numbers through which nothing leaves until somebody does something, oldest trouble first."""
    select = sa.select(PhoneNumber).where(PhoneNumber.account_id == account_id, PhoneNumber.alarm_code.is_not(None))
    return list(db.session.scalars(select.order_by(PhoneNumber.alarm_at, PhoneNumber.id)))
