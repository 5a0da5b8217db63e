"""One of everything that an address can name."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

import orjson

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import (
    Conversation,
    Direction,
    Media,
    MediaState,
    MessageTemplate,
    QuickReply,
    SignInKind,
    Team,
    User,
    WebhookEvent,
    WebhookSubject,
)
from chatapp.sessions import register
from chatapp.storage import new_key, storage
from tests import factories
from tests.access.companies import Companies
from tests.factories import _saved


@dataclass(frozen=True)
class Thing:
    """Something that exists; `ids` fill the address, `secret` is in nothing that a refused caller is told."""

    ids: dict[str, int]
    secret: str


def _talk(companies: Companies, owner: str, secret: str) -> Conversation:
    number, person = companies.number(owner), companies.owner(owner)
    contact = factories.contact(number.account, profile_name=secret)
    team_id = companies.team.id if owner == "team's" else None
    return factories.conversation(number, contact, assignee_id=person and person.id, team_id=team_id)


def _conversation(companies: Companies, owner: str, secret: str) -> Thing:
    return Thing({"conversation_id": _talk(companies, owner, secret).id}, secret)


def _contact(companies: Companies, owner: str, secret: str) -> Thing:
    return Thing({"contact_id": _talk(companies, owner, secret).contact_id}, secret)


def _message(companies: Companies, owner: str, secret: str, **values: object) -> Thing:
    conversation = _talk(companies, owner, secret)
    message = factories.message(conversation, secret, **values)
    return Thing({"message_id": message.id, "conversation_id": conversation.id}, secret)


def _file(companies: Companies, owner: str, secret: str, state: MediaState = MediaState.READY) -> Thing:
    talk = _talk(companies, owner, secret)
    message = factories.message(talk, kind="document", content={"media": {"id": "1"}, "caption": secret})
    row = _kept(companies, owner, secret, message_id=message.id, number_id=talk.number_id, state=state, meta_id="1")
    return Thing({"media_id": row.id}, secret)


def _upload(companies: Companies, owner: str, secret: str) -> Thing:
    return Thing({"media_id": _kept(companies, owner, secret, uploader_id=companies.owner(owner).id).id}, secret)


def _kept(companies: Companies, owner: str, secret: str, **values: object) -> Media:
    account_id = companies.number(owner).account_id
    key = new_key(account_id)
    size = storage().write(key, io.BytesIO(secret.encode()), "text/plain").size
    told = {"kind": "document", "mime_type": "text/plain", "file_name": f"{secret}.txt", "state": MediaState.READY}
    return _saved(Media(account_id=account_id, storage_key=key, size=size, **{**told, **values}))


def _quick_reply(companies: Companies, owner: str, secret: str) -> Thing:
    person, whose = companies.user_of(owner), None if owner == "company's" else companies.owner(owner).id
    content = {"body": "oi", "preview_url": False}
    row = QuickReply(account_id=person.account_id, owner_id=whose, name=secret, kind="text", content=content, uses=0)
    return Thing({"reply_id": _saved(row).id}, secret)


def _template(companies: Companies, owner: str, secret: str) -> Thing:
    number = companies.number(owner)
    told = {"name": secret, "language": "pt_BR", "category": "UTILITY", "status": "APPROVED", "meta_id": uuid4().hex}
    row = MessageTemplate(account_id=number.account_id, waba_id=number.waba_id, **told)
    row.components = [{"type": "BODY", "text": "Olá!"}]
    return Thing({"template_id": _saved(row).id}, secret)


def _template_in_a_conversation(companies: Companies, owner: str, secret: str) -> Thing:
    conversation, template = _conversation(companies, owner, secret), _template(companies, owner, f"{secret}y")
    return Thing(conversation.ids | template.ids, secret)


def _webhook(companies: Companies, owner: str, secret: str) -> Thing:
    subject = companies.number(owner).phone_number_id
    body = orjson.dumps({"object": "whatsapp_business_account", "entry": [], "secret": secret})
    row = _saved(WebhookEvent(body=body, subjects=[subject]))
    _saved(WebhookSubject(subject=subject, event_id=row.id))
    return Thing({"event_id": row.id}, secret)


def _team(companies: Companies, owner: str, secret: str) -> Thing:
    return Thing({"team_id": _saved(Team(account_id=companies.number(owner).account_id, name=secret)).id}, secret)


def _person(companies: Companies, owner: str, secret: str) -> Thing:
    person = factories.user(companies.number(owner).account, name=secret)
    person.password_hash = ""
    db.session.commit()
    return Thing({"user_id": person.id}, secret)


def _pictured_person(companies: Companies, owner: str, secret: str) -> Thing:
    thing = Thing({"user_id": factories.user(companies.number(owner).account, name=secret).id}, secret)
    key = new_key(companies.number(owner).account_id)
    storage().write(key, io.BytesIO(b"webp"), "image/webp")
    db.session.get(User, thing.ids["user_id"]).avatar_key = key
    db.session.commit()
    return thing


def _sign_in(companies: Companies, owner: str, secret: str) -> Thing:
    found = register.begin(companies.owner(owner), SignInKind.BROWSER)
    db.session.commit()
    return Thing({"sign_in_id": found}, str(found))


_FAILED = {"direction": Direction.OUT, "status": MessageStatus.FAILED, "error_code": 131000, "wamid": None}
MAKERS: dict[str, Callable[[Companies, str, str], Thing]] = {
    "conversation": _conversation,
    "message": _message,
    "failed message": partial(_message, **_FAILED),
    "file": _file,
    "failed file": partial(_file, state=MediaState.FAILED),
    "contact": _contact,
    "upload": _upload,
    "quick reply": _quick_reply,
    "template": _template,
    "template in a conversation": _template_in_a_conversation,
    "webhook": _webhook,
    "team": _team,
    "person": _person,
    "pictured person": _pictured_person,
    "sign-in": _sign_in,
}
