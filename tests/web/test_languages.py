"""Each person reads one language and nothing of the other, on pages, in pushes and in JSON."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest
from babel.messages.pofile import read_po
from flask import Flask

from chatapp import accounts, clock, conversations, messages
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.locales import LOCALES
from chatapp.models import Account, Conversation, Direction, Role, Tag, User
from tests import factories
from tests.callers import Api, Page

CATALOGUE = Path(__file__).parents[2] / "chatapp/translations/pt_BR/LC_MESSAGES/messages.po"
SPOKEN_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "data-left", "data-closed", "data-title")
#: What is called the same in both languages; anything else of several words is a text that nobody marked.
NAMES = {"Português (Brasil)", "Loja São Paulo", "· Loja São Paulo"}
PLACEHOLDER = re.compile(r"%\\\(\w+\\\)s")


@pytest.fixture(scope="module")
def catalogue() -> dict[str, list[str]]:
    """English text -> its Portuguese; both forms where there is a plural."""
    with CATALOGUE.open("rb") as source:
        texts = [text for text in read_po(source, locale="pt_BR") if text.id]
    pairs: dict[str, list[str]] = {}
    for text in texts:
        english = [text.id] if isinstance(text.id, str) else text.id
        portuguese = [text.string] if isinstance(text.string, str) else text.string
        for one, other in zip(english, portuguese, strict=True):
            pairs.setdefault(one, []).append(other)
    return pairs


@pytest.fixture(scope="module")
def english(catalogue) -> re.Pattern:
    """Finds any English text whose Portuguese is another: single words alone, sentences anywhere."""
    foreign = [text for text, translations in catalogue.items() if text not in translations]
    return re.compile("|".join(_pattern(text) for text in sorted(foreign, key=len, reverse=True)))


def _pattern(text: str) -> str:
    words = PLACEHOLDER.sub(".+", re.escape(text)).removeprefix(".+")
    return rf"(?<!\w){words}(?!\w)" if " " in text else rf"^{words}$"


def spoken(html: str) -> list[str]:
    """Everything a page or a fragment says, seen or heard, piece by piece."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    said = list(tree.itertext())
    for element in tree.iter():
        said += [element.get(name) for name in SPOKEN_ATTRIBUTES if element.get(name)]
    return [" ".join(piece.split()) for piece in said if piece.strip()]


class Office:
    """A company where every state that has words occurs; what its people and customers say is in Portuguese."""

    def __init__(self, locale: str):
        self.locale = locale
        self.account: Account = factories.account(locale=locale)
        self.boss: User = factories.user(self.account, Role.SUPERVISOR, locale=locale)
        factories.user(self.account)
        self.number = factories.phone_number(self.account)
        wholesale = Tag(account_id=self.account.id, name="atacado")
        self.open = self.conversation(bsuid="BR.1", unread_count=2, tags=[wholesale])
        self.shut = self.conversation(window=None, assignee_id=self.boss.id, unread_count=1)
        self.done = self.conversation(status="RESOLVED")
        self._talk()

    def conversation(self, *, bsuid: str | None = None, **values) -> Conversation:
        return factories.conversation(self.number, factories.contact(self.account, bsuid=bsuid), **values)

    def _talk(self) -> None:
        factories.message(self.done)
        factories.message(self.shut, kind="image", content={"id": "1"})
        factories.message(self.open, quoted_wamid="wamid.gone", sent_at=factories.seconds_ago(200_000))
        ours = {"direction": Direction.OUT, "author_id": self.boss.id}
        for status in MessageStatus:
            if status is not MessageStatus.RECEIVED:
                factories.message(self.open, status=status, **ours)
        factories.message(self.open, status=MessageStatus.FAILED, error_code=131026, **ours)
        soon = clock.now() + timedelta(minutes=1)
        factories.message(self.open, status=MessageStatus.QUEUED, next_attempt_at=soon, **ours)
        factories.message(self.open, kind="system", content={"type": "customer_identity_changed"})

    def pages(self, app: Flask) -> Iterator[tuple[str, str]]:
        """(name, HTML) of what a person meets, from the door inwards."""
        yield from self._outside(Page(app))
        yield from self._inside(Page(app).sign_in(self.boss))

    def _outside(self, page: Page) -> Iterator[tuple[str, str]]:
        theirs = LOCALES[self.locale]
        newcomer = accounts.invite(self.account, f"{self.locale}@example.com", name="Nova", role=Role.AGENT)
        db.session.commit()
        invitation = f"/invitations/{accounts.invitation_token(newcomer)}"
        for path in ("/login", invitation, "/invitations/nada", "/nada"):
            yield path, page.get(path, Accept_Language=theirs).text
        wrong = page.post("/login", headers={"Accept-Language": theirs}, email=self.boss.email, password="errada")
        yield "wrong password", wrong.text
        yield "weak password", page.post(invitation, headers={"Accept-Language": theirs}, password="curta").text

    def _inside(self, page: Page) -> Iterator[tuple[str, str]]:
        for tab in ("mine", "unassigned", "all"):
            for status in ("open", "pending", "resolved"):
                yield f"{tab} {status}", page.get(f"/conversations?tab={tab}&status={status}").text
        for conversation in (self.open, self.shut, self.done):
            yield conversation.path, page.get(conversation.path).text
        for path in ("/settings", "/conversations/999999", "/conversations?tab=nada", "/conversations?before=nada"):
            yield path, page.get(path).text
        yield "toast", page.get("/conversations/999999", HX_Request="true").text
        yield "wrong password", page.post("/settings/password", current_password="x", new_password="y").text
        yield "wrong profile", page.post("/settings", name="", locale="tlh", theme="dark").text
        page.post("/settings", name="Renata")
        yield "saved", page.get("/settings").text
        yield "stale form", page.client.post("/settings", data={"name": "Renata"}).text

    def pushes(self) -> Iterator[tuple[str, str]]:
        """The same, as it comes through the socket."""
        shown = conversations.queries.for_display([self.open.id, self.shut.id, self.done.id])
        for conversation in shown:
            yield f"row {conversation.id}", conversations.broadcasts.row(conversation, self.locale)
            yield f"header {conversation.id}", conversations.broadcasts.header(conversation, self.locale)
        for message in (each for conversation in shown for each in messages.queries.thread(conversation).messages):
            yield f"bubble {message.id}", messages.broadcasts.bubble(message, self.locale)


def test_pages_speak_one_language_and_say_which(app, english):
    """The English pages show that the search finds what must not be in the Portuguese ones."""
    heard: dict[str, set[str]] = {}
    for locale, lang in LOCALES.items():
        for name, html in Office(locale).pages(app):
            pieces = spoken(html)
            found = [piece for piece in pieces if english.search(piece)]
            assert bool(found) == (locale == "en"), (name, found)
            assert f'<html lang="{lang}"' in html or "<html" not in html, name
            heard.setdefault(locale, set()).update(pieces)
    assert {piece for piece in set.intersection(*heard.values()) if " " in piece} == NAMES


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_pushed_speaks_the_language_of_who_watches(app, english, locale):
    found = {name: [p for p in spoken(html) if english.search(p)] for name, html in Office(locale).pushes()}
    assert len(found) > 10
    assert {bool(pieces) for pieces in found.values()} == {locale == "en"}, found


@pytest.mark.parametrize("locale", LOCALES)
def test_programs_hear_errors_in_their_users_language(app, catalogue, locale):
    office, api = Office(locale), Api(app)
    api.sign_in(office.boss)
    refused = api.post(office.open.path + "/messages", body="", client_id="nada").json["error"]
    missing = api.get("/conversations/999999").json["error"]
    for words in (refused["message"], *refused["fields"].values(), missing["message"]):
        assert (words in catalogue) == (locale == "en"), words


def test_the_portuguese_is_that_of_a_service_team(catalogue):
    """No jargon, no shouting, and people are "você"."""
    never = re.compile(r"(?i)\b(tickets?|filas?|tags?|inbox|tu|teus?|tuas?|template)\b|!")
    assert [text for translations in catalogue.values() for text in translations if never.search(text)] == []
