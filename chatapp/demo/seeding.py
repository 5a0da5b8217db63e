"""Writes the demonstration into an empty database; a second run changes nothing."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from chatapp import clock, kinds
from chatapp.accounts.passwords import hash_password
from chatapp.demo.attachments import attach
from chatapp.demo.script import Line, Story
from chatapp.demo.stories import STORIES
from chatapp.demo.team import ACCOUNT, PASSWORD, TAGS, TEAM, Person
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import (
    Account,
    Contact,
    ContactIdentity,
    Conversation,
    Direction,
    IdentityKind,
    Message,
    MessageEvent,
    PhoneNumber,
    Reaction,
    Tag,
    User,
)
from chatapp.whatsapp import window
from chatapp.whatsapp.identity import canonical_key

#: Seconds after sending at which the demonstration's messages were delivered and read.
PROGRESS = ((MessageStatus.SENT, 1), (MessageStatus.DELIVERED, 3), (MessageStatus.READ, 40))


@dataclass(frozen=True)
class Cast:
    """Everybody and everything a story may mention."""

    account: Account
    stores: list[PhoneNumber]
    people: dict[Person, User]
    tags: dict[str, Tag]


def seed() -> None:
    """Fill the database with the demonstration, unless its account is there already. Commits."""
    if db.session.scalar(sa.select(Account.id).where(Account.name == ACCOUNT)):
        return
    cast = _cast()
    for story in STORIES:
        _tell(story, cast)
    db.session.commit()


def logins() -> list[dict[str, str]]:
    """Whom one may sign in as, for whoever starts the demonstration."""
    return [{"name": p.name, "email": p.email, "password": PASSWORD, "role": p.role.value} for p in TEAM]


def _cast() -> Cast:
    account = _saved(Account(name=ACCOUNT))
    hashed = hash_password(PASSWORD)
    people = {
        person: _saved(
            User(
                account_id=account.id,
                name=person.name,
                email=person.email,
                role=person.role,
                locale=person.locale,
                password_hash=hashed,
            )
        )
        for person in TEAM
    }
    tags = {name: _saved(Tag(account_id=account.id, name=name, hue=hue)) for name, hue in TAGS.items()}
    return Cast(account, [_saved(number) for number in _stores(account)], people, tags)


def _stores(account: Account) -> list[PhoneNumber]:
    """The numbers that the simulator plays, as its environment names them."""
    numbers = os.environ.get("SIMULATOR_NUMBERS") or (
        "200000000000001:100000000000001:551140000001:Loja São Paulo;"
        "200000000000002:100000000000001:554140000002:Loja Curitiba"
    )
    rows = [text.strip().split(":", 3) for text in numbers.split(";") if text.strip()]
    return [
        PhoneNumber(
            account_id=account.id,
            phone_number_id=phone_number_id,
            waba_id=waba_id,
            display_number=display,
            label=label,
            access_token=os.environ.get("SIMULATOR_TOKEN", "simulator-access-token"),
            app_secret=os.environ.get("SIMULATOR_APP_SECRET", "simulator-app-secret"),
            verify_token=os.environ.get("SIMULATOR_VERIFY_TOKEN", "simulator-verify-token"),
            quality_rating="GREEN",
        )
        for phone_number_id, waba_id, display, label in rows
    ]


def _tell(story: Story, cast: Cast) -> None:
    store = cast.stores[story.store % len(cast.stores)]
    moments = _moments(story)
    contact = _contact(story, cast.account, moments[0])
    conversation = _saved(
        Conversation(
            account_id=cast.account.id,
            number_id=store.id,
            contact_id=contact.id,
            status=story.status,
            assignee_id=story.assignee and cast.people[story.assignee].id,
            last_message_at=moments[-1],
            created_at=moments[0],
            unread_count=story.unread,
            tags=[cast.tags[name] for name in story.tags],
        )
    )
    written: list[Message] = []
    for line, moment in zip(story.lines, moments, strict=True):
        written.append(_message(line, moment, conversation, cast, written))
    inbound = [message for message in written if message.is_inbound]
    conversation.last_message_id = written[-1].id
    conversation.last_message_preview = written[-1].says.preview.text or ""
    conversation.last_inbound_wamid, conversation.last_inbound_at = inbound[-1].wamid, inbound[-1].sent_at
    conversation.window_expires_at = window.expires_at(inbound[-1].sent_at)


def _moments(story: Story) -> list[datetime]:
    """When each line was written, counted back from the end of the story."""
    moment = clock.whole_second(clock.now() - timedelta(minutes=story.ended))
    moments = [moment]
    for line in reversed(story.lines[1:]):
        moment -= timedelta(minutes=line.gap)
        moments.insert(0, moment)
    return moments


def _contact(story: Story, account: Account, seen_at: datetime) -> Contact:
    contact = _saved(Contact(account_id=account.id, profile_name=story.customer or None))
    known = {
        IdentityKind.WA_ID: story.wa_id,
        IdentityKind.BSUID: story.bsuid,
        IdentityKind.USERNAME: story.username,
    }
    for kind, value in known.items():
        if value:
            key = canonical_key(value) if kind is IdentityKind.WA_ID else value
            row = ContactIdentity(
                account_id=account.id, contact_id=contact.id, kind=kind, value=value, key=key, seen_at=seen_at
            )
            db.session.add(row)
    return contact


def _message(line: Line, moment: datetime, conversation: Conversation, cast: Cast, before: list[Message]) -> Message:
    says = _says(line)
    quoted = before[line.quotes] if line.quotes is not None else None
    message = _saved(
        Message(
            account_id=conversation.account_id,
            number_id=conversation.number_id,
            conversation_id=conversation.id,
            direction=Direction.OUT if line.by else Direction.IN,
            client_id=uuid4() if line.by else None,
            wamid=f"wamid.demo{uuid4().hex}",
            kind=says.name,
            content=says.to_stored() | line.beside,
            status=line.status if line.by else MessageStatus.RECEIVED,
            sent_at=moment,
            quoted_id=quoted and quoted.id,
            quoted_wamid=quoted and quoted.wamid,
            author_id=line.by and cast.people[line.by].id,
            error_code=line.error,
        )
    )
    attach(message)
    if line.by and line.error is None:
        db.session.add_all(_progress(message))
    if line.reaction:
        db.session.add(_reaction(message, conversation.contact_id, line.reaction))
    return message


def _says(line: Line) -> kinds.Kind:
    if line.stored:
        return kinds.restore(*line.stored)
    return kinds.read(line.raw) if line.raw else kinds.Text(line.text)


def _reaction(message: Message, contact_id: int, emoji: str) -> Reaction:
    return Reaction(
        account_id=message.account_id,
        number_id=message.number_id,
        message_id=message.id,
        target_wamid=message.wamid,
        reactor=f"contact:{contact_id}",
        emoji=emoji,
        reacted_at=message.sent_at + timedelta(seconds=50),
    )


def _progress(message: Message) -> list[MessageEvent]:
    return [
        MessageEvent(
            account_id=message.account_id,
            number_id=message.number_id,
            message_id=message.id,
            wamid=message.wamid,
            status=status,
            occurred_at=message.sent_at + timedelta(seconds=seconds),
        )
        for status, seconds in PROGRESS
        if status <= message.status
    ]


def _saved(row):
    db.session.add(row)
    db.session.flush()
    return row
