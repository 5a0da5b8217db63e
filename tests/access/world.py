"""Two companies with one of everything, and who sees what of it.

Owners are absolute: "agent's" is what the caller `agent` has, so that one set of things serves every caller.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
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
    PhoneNumber,
    QuickReply,
    Role,
    SignInKind,
    Team,
    User,
    WebhookEvent,
    WebhookSubject,
)
from chatapp.sessions import register
from chatapp.storage import new_key, storage
from tests import factories
from tests.factories import _saved

NOBODY, AGENT, COLLEAGUE, SUPERVISOR, ADMIN, STRANGER = CALLERS = (
    "nobody", "agent", "colleague", "supervisor", "admin", "stranger"
)  # fmt: skip
#: The stranger is another company's admin: what they are refused, no role would get.
EVERYBODY = frozenset(CALLERS) - {NOBODY}
LEADERS = frozenset({SUPERVISOR, ADMIN, STRANGER})
ADMINS = frozenset({ADMIN, STRANGER})

#: What things that everybody is asked about are called: a list of few can be searched for them.
SHARED = "segredo"

Sight = dict[str, frozenset[str]]


def _sight(agent: str, colleague: str, leaders: str, stranger: str = "stranger's") -> Sight:
    """{caller: owners whose things they see}, from words with blanks between them."""
    theirs = {AGENT: agent, COLLEAGUE: colleague, SUPERVISOR: leaders, ADMIN: leaders, STRANGER: stranger}
    return {NOBODY: frozenset(), **{caller: frozenset(owners.split()) for caller, owners in theirs.items()}}


TALKS = _sight("agent's unassigned team's", "colleague's unassigned", "agent's colleague's unassigned team's")
SIGN_INS = UPLOADS = _sight("agent's", "colleague's", "")
REPLIES = _sight("agent's company's", "colleague's company's", "company's")
COMPANYS = _sight("company's", "company's", "company's")

#: {kind of thing: who sees it}
SEEN: dict[str, Sight] = {
    "conversation": TALKS,
    "message": TALKS,
    "failed message": TALKS,
    "file": TALKS,
    "failed file": TALKS,
    "contact": TALKS,
    "upload": UPLOADS,
    "quick reply": REPLIES,
    "template": COMPANYS,
    "template in a conversation": TALKS,
    "webhook": COMPANYS,
    "team": COMPANYS,
    "person": COMPANYS,
    "pictured person": COMPANYS,
    "sign-in": SIGN_INS,
}


@dataclass(frozen=True)
class Thing:
    """Something that exists; `ids` fill the address, `secret` is in nothing that a refused caller is told."""

    ids: dict[str, int]
    secret: str


@dataclass
class World:
    """Things are made when they are first asked for, or anew."""

    people: dict[str, User] = field(default_factory=dict)
    numbers: dict[bool, PhoneNumber] = field(default_factory=dict)
    team: Team | None = None
    known: dict[tuple[str, str], Thing] = field(default_factory=dict)
    serial: count = field(default_factory=lambda: count(1))

    @classmethod
    def begin(cls) -> "World":
        ours, theirs = factories.account(name="Torra"), factories.account(name="Outra")
        roles = {AGENT: Role.AGENT, COLLEAGUE: Role.AGENT, SUPERVISOR: Role.SUPERVISOR, ADMIN: Role.ADMIN}
        people = {caller: factories.user(ours, role, name=caller.title()) for caller, role in roles.items()}
        people[STRANGER] = factories.user(theirs, Role.ADMIN, name="Stranger")
        numbers = {True: factories.phone_number(ours), False: factories.phone_number(theirs)}
        return cls(people, numbers, _saved(Team(account_id=ours.id, name="Vendas", members=[people[AGENT]])))

    def owners(self, kind: str) -> list[str]:
        return sorted(frozenset().union(*SEEN[kind].values()))

    def thing(self, kind: str, owner: str) -> Thing:
        """The one that everybody is asked about who changes nothing."""
        if (kind, owner) not in self.known:
            self.known[kind, owner] = self.make(kind, owner, word=SHARED)
        return self.known[kind, owner]

    def make(self, kind: str, owner: str, word: str = "novo") -> Thing:
        """One more of them."""
        return _MAKERS[kind](self, owner, f"0{word}{next(self.serial)}x")

    def seen_by(self, caller: str, kind: str) -> Thing:
        """One that the caller sees; for nobody, any."""
        return self.thing(kind, min(SEEN[kind][caller], default=self.owners(kind)[0]))

    def number(self, owner: str) -> PhoneNumber:
        return self.numbers[owner != "stranger's"]

    def owner(self, owner: str) -> User | None:
        """The person, if it is a person's."""
        return self.people.get(owner.removesuffix("'s"))

    def user_of(self, owner: str) -> User:
        """Somebody of that company."""
        return self.people[STRANGER if owner == "stranger's" else ADMIN]


def _talk(world: World, owner: str, secret: str) -> Conversation:
    number, person = world.number(owner), world.owner(owner)
    contact = factories.contact(number.account, profile_name=secret)
    team_id = world.team.id if owner == "team's" else None
    return factories.conversation(number, contact, assignee_id=person and person.id, team_id=team_id)


def _conversation(world: World, owner: str, secret: str) -> Thing:
    return Thing({"conversation_id": _talk(world, owner, secret).id}, secret)


def _contact(world: World, owner: str, secret: str) -> Thing:
    return Thing({"contact_id": _talk(world, owner, secret).contact_id}, secret)


def _message(world: World, owner: str, secret: str, **values: object) -> Thing:
    conversation = _talk(world, owner, secret)
    message = factories.message(conversation, secret, **values)
    return Thing({"message_id": message.id, "conversation_id": conversation.id}, secret)


def _file(world: World, owner: str, secret: str, state: MediaState = MediaState.READY) -> Thing:
    talk = _talk(world, owner, secret)
    message = factories.message(talk, kind="document", content={"media": {"id": "1"}, "caption": secret})
    row = _kept(world, owner, secret, message_id=message.id, number_id=talk.number_id, state=state, meta_id="1")
    return Thing({"media_id": row.id}, secret)


def _upload(world: World, owner: str, secret: str) -> Thing:
    return Thing({"media_id": _kept(world, owner, secret, uploader_id=world.owner(owner).id).id}, secret)


def _kept(world: World, owner: str, secret: str, **values: object) -> Media:
    account_id = world.number(owner).account_id
    key = new_key(account_id)
    size = storage().write(key, io.BytesIO(secret.encode()), "text/plain").size
    told = {"kind": "document", "mime_type": "text/plain", "file_name": f"{secret}.txt", "state": MediaState.READY}
    return _saved(Media(account_id=account_id, storage_key=key, size=size, **{**told, **values}))


def _quick_reply(world: World, owner: str, secret: str) -> Thing:
    person, whose = world.user_of(owner), None if owner == "company's" else world.owner(owner).id
    content = {"body": "oi", "preview_url": False}
    row = QuickReply(account_id=person.account_id, owner_id=whose, name=secret, kind="text", content=content, uses=0)
    return Thing({"reply_id": _saved(row).id}, secret)


def _template(world: World, owner: str, secret: str) -> Thing:
    number = world.number(owner)
    told = {"name": secret, "language": "pt_BR", "category": "UTILITY", "status": "APPROVED", "meta_id": uuid4().hex}
    row = MessageTemplate(account_id=number.account_id, waba_id=number.waba_id, **told)
    row.components = [{"type": "BODY", "text": "Olá!"}]
    return Thing({"template_id": _saved(row).id}, secret)


def _template_in_a_conversation(world: World, owner: str, secret: str) -> Thing:
    conversation, template = _conversation(world, owner, secret), _template(world, owner, f"{secret}y")
    return Thing(conversation.ids | template.ids, secret)


def _webhook(world: World, owner: str, secret: str) -> Thing:
    subject = world.number(owner).phone_number_id
    body = orjson.dumps({"object": "whatsapp_business_account", "entry": [], "secret": secret})
    row = _saved(WebhookEvent(body=body, subjects=[subject]))
    _saved(WebhookSubject(subject=subject, event_id=row.id))
    return Thing({"event_id": row.id}, secret)


def _team(world: World, owner: str, secret: str) -> Thing:
    return Thing({"team_id": _saved(Team(account_id=world.number(owner).account_id, name=secret)).id}, secret)


def _person(world: World, owner: str, secret: str) -> Thing:
    person = factories.user(world.number(owner).account, name=secret)
    person.password_hash = ""
    db.session.commit()
    return Thing({"user_id": person.id}, secret)


def _pictured_person(world: World, owner: str, secret: str) -> Thing:
    thing = Thing({"user_id": factories.user(world.number(owner).account, name=secret).id}, secret)
    key = new_key(world.number(owner).account_id)
    storage().write(key, io.BytesIO(b"webp"), "image/webp")
    db.session.get(User, thing.ids["user_id"]).avatar_key = key
    db.session.commit()
    return thing


def _sign_in(world: World, owner: str, secret: str) -> Thing:
    found = register.begin(world.owner(owner), SignInKind.BROWSER)
    db.session.commit()
    return Thing({"sign_in_id": found}, str(found))


_FAILED = {"direction": Direction.OUT, "status": MessageStatus.FAILED, "error_code": 131000, "wamid": None}
_MAKERS: dict[str, Callable[[World, str, str], Thing]] = {
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
