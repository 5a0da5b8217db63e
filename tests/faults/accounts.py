"""The three accounts that the auditor compares, each read from its own source."""

import sqlalchemy as sa

from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.whatsapp.errors import NOT_CONFIRMED
from tests.faults.company import Company
from tests.faults.customers import digest
from tests.faults.testimony import Book, Entry, Kept, Row, Screen
from tests.journeys.whatsapp import WhatsApp
from tests.journeys.windows import Window


def books(whatsapp: WhatsApp) -> dict[str, Book]:
    """What the customers' phones have sent and received."""
    everybody = whatsapp.ask("GET", "books")["customers"]
    return {person.get("wa_id") or person["name"]: _book(person["messages"]) for person in everybody}


def _book(messages: list[dict]) -> Book:
    book = Book()
    for message in sorted(messages, key=lambda message: message["id"]):
        side = book.received if message["direction"] == "from_business" else book.said
        side.append(_entry(message))
    return book


def _entry(message: dict) -> Entry:
    content = message["content"]
    says = content.get("body") or content["filename"]
    return Entry(
        says,
        at=int(message["created_at"]),
        key=message["callback_data"],
        statuses=tuple(status["status"] for status in message["statuses"]),
        file=digest(says) if "filename" in content else None,
    )


_ROWS = sa.text("""
    SELECT phone.value AS chat, m.id, coalesce(m.content->>'body', f.file_name) AS says, m.client_id, m.status,
        (SELECT count(*) FROM failed_attempts a WHERE a.message_id = m.id AND a.code = :doubt) AS doubts,
        CASE WHEN f.state = 'READY' THEN f.sha256 ELSE f.state END AS file
    FROM messages m
    JOIN conversations c ON c.id = m.conversation_id
    JOIN contact_identities phone ON phone.contact_id = c.contact_id AND phone.kind = 'WA_ID'
    LEFT JOIN media f ON f.message_id = m.id
    WHERE m.account_id = :account ORDER BY m.sent_at, m.id
""")

_CHATS = sa.text("""
    SELECT phone.value AS chat, c.id, c.unread_count FROM conversations c
    JOIN contact_identities phone ON phone.contact_id = c.contact_id AND phone.kind = 'WA_ID'
    WHERE c.account_id = :account
""")


def chats(company: Company) -> dict[str, int]:
    """{phone: conversation id}."""
    found = {chat: id_ for chat, id_, _ in db.session.execute(_CHATS, {"account": company.account_id})}
    db.session.rollback()
    return found


def kept(company: Company) -> dict[str, Kept]:
    """What our database says."""
    values = {"account": company.account_id, "doubt": NOT_CONFIRMED}
    chats = {chat: Kept([], unread) for chat, _, unread in db.session.execute(_CHATS, values)}
    for chat, id_, says, client_id, status, doubts, file in db.session.execute(_ROWS, values):
        key = client_id and str(client_id)
        chats[chat].rows.append(Row(id_, says, key, MessageStatus(status).name.lower(), doubts, file))
    db.session.rollback()
    return chats


_BADGES = "rows => rows.map(row => [row.id, Number(row.dataset.unread)])"
_BUBBLES = """bubbles => bubbles.map(bubble => [bubble.querySelector('.msg__text, .file__text b').textContent.trim(),
    bubble.dataset.direction === 'in' ? 'received' : bubble.dataset.status.toLowerCase()])"""


def screen(window: Window, chats: dict[str, int], open_chat: str) -> Screen:
    """What the browser shows; `chats` are {phone: conversation id}."""
    phones = {f"c-{conversation_id}": phone for phone, conversation_id in chats.items()}
    badges = window.page.locator("#rows > .row").evaluate_all(_BADGES)
    bubbles = window.page.locator(".log__list > .msg").evaluate_all(_BUBBLES)
    total = window.page.locator("#count-unread").get_attribute("data-count")
    named = {phones.get(row, row): unread for row, unread in badges}
    return Screen(named, int(total), open_chat, [(says, status) for says, status in bubbles])
