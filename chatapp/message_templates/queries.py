"""Reading templates, always those of one company."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import JSONPATH

from chatapp.extensions import db
from chatapp.message_templates.statuses import APPROVED
from chatapp.models import Conversation, MessageTemplate, PhoneNumber, TemplateFavourite, User
from chatapp.refusals import Refusal

#: Of a list. Meta allows an account 6,000; whoever has that many searches.
MOST = 200


@dataclass(frozen=True)
class Filter:
    """What is wanted of the list; empty texts want everything."""

    search: str = ""
    status: str = ""
    category: str = ""
    language: str = ""

    @property
    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """As SQL. The search looks into names and everything that the template says."""
        exact = {"status": self.status, "category": self.category, "language": self.language}
        wanted = [getattr(MessageTemplate, name) == value for name, value in exact.items() if value]
        return [*wanted, *(_says(word) for word in self.search.split())]


def _says(word: str) -> sa.ColumnElement[bool]:
    texts = sa.func.jsonb_path_query_array(MessageTemplate.components, sa.cast("$.**.text", JSONPATH)).cast(sa.Text)
    name = sa.func.replace(MessageTemplate.name, "_", " ")
    return sa.or_(*(column.icontains(word, autoescape=True) for column in (MessageTemplate.name, name, texts)))


def alive(account_id: int) -> sa.Select[tuple[MessageTemplate]]:
    """The templates that Meta still has."""
    return sa.select(MessageTemplate).where(
        MessageTemplate.account_id == account_id, MessageTemplate.deleted_at.is_(None)
    )


def listed(user: User, wanted: Filter) -> list[MessageTemplate]:
    """For those who look after templates: at most MOST, by name."""
    select = alive(user.account_id).where(*wanted.conditions)
    return list(db.session.scalars(select.order_by(MessageTemplate.name, MessageTemplate.language).limit(MOST)))


def sendable(user: User, conversation: Conversation, search: str = "") -> list[MessageTemplate]:
    """What may be sent in a conversation, whose number is loaded: this person's favourites first, then by name."""
    own = sa.select(TemplateFavourite.template_id).where(TemplateFavourite.user_id == user.id)
    select = alive(conversation.account_id).where(
        MessageTemplate.waba_id == conversation.number.waba_id,
        MessageTemplate.status == APPROVED,
        *Filter(search=search).conditions,
    )
    order = (MessageTemplate.id.in_(own).desc(), MessageTemplate.name, MessageTemplate.language)
    return list(db.session.scalars(select.order_by(*order).limit(MOST)))


def favourites(user: User) -> set[int]:
    """Ids of the templates that this person wants at hand."""
    select = sa.select(TemplateFavourite.template_id).where(TemplateFavourite.user_id == user.id)
    return set(db.session.scalars(select))


def get(user: User, template_id: int) -> MessageTemplate:
    """One that Meta still has; Refusal 404 for others', and for those that are gone."""
    template = db.session.scalar(alive(user.account_id).where(MessageTemplate.id == template_id))
    if template is None:
        raise Refusal("not_found", _("This template does not exist, or it was deleted."), status=404)
    return template


def named(account_id: int, waba_id: str, name: str, language: str) -> MessageTemplate | None:
    """By what a message names, usable or not."""
    return db.session.scalar(
        alive(account_id).where(
            MessageTemplate.waba_id == waba_id, MessageTemplate.name == name, MessageTemplate.language == language
        )
    )


def languages(user: User) -> list[str]:
    """Those in use."""
    select = alive(user.account_id).with_only_columns(MessageTemplate.language).distinct()
    return sorted(db.session.scalars(select))


def wabas(account_id: int | None = None) -> list[tuple[int, str]]:
    """(account id, WhatsApp business account id) of every account that a number is connected to."""
    columns = (PhoneNumber.account_id, PhoneNumber.waba_id)
    select = sa.select(*columns).distinct().order_by(*columns)
    if account_id is not None:
        select = select.where(PhoneNumber.account_id == account_id)
    return [tuple(row) for row in db.session.execute(select)]


def waba_labels(account_id: int) -> dict[str, str]:
    """{WhatsApp business account id: the labels of its numbers}."""
    select = sa.select(PhoneNumber).where(PhoneNumber.account_id == account_id).order_by(PhoneNumber.id)
    labels: dict[str, list[str]] = {}
    for number in db.session.scalars(select):
        labels.setdefault(number.waba_id, []).append(number.label)
    return {waba_id: ", ".join(names) for waba_id, names in labels.items()}


def speaker(account_id: int, waba_id: str) -> PhoneNumber | None:
    """A number whose token speaks for this business account; one that is in trouble only if there is no other."""
    select = sa.select(PhoneNumber).where(PhoneNumber.account_id == account_id, PhoneNumber.waba_id == waba_id)
    order = (PhoneNumber.alarm_code.is_not(None), PhoneNumber.id)
    return db.session.scalar(select.order_by(*order).options(sa.orm.undefer(PhoneNumber.access_token)).limit(1))


def by_meta_id(waba_id: str, meta_id: str, account_ids: Iterable[int] | None) -> list[MessageTemplate]:
    """What a webhook speaks of: several companies may share a business account. None: whatever company."""
    select = sa.select(MessageTemplate).where(MessageTemplate.waba_id == waba_id, MessageTemplate.meta_id == meta_id)
    if account_ids is not None:
        select = select.where(MessageTemplate.account_id.in_(account_ids))
    return list(db.session.scalars(select.order_by(MessageTemplate.id).with_for_update()))
