"""Our copy follows Meta's list: what is new, what has changed, what is gone, and nothing when Meta stumbles."""

import json
from collections.abc import Iterator
from datetime import UTC, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from chatapp import clock
from chatapp.extensions import db
from chatapp.message_templates import syncing
from chatapp.message_templates.graph_templates import EndlessList
from chatapp.message_templates.syncing import Changes
from chatapp.models import MessageTemplate
from chatapp.whatsapp.client import GraphClient
from chatapp.whatsapp.failures import GraphError
from tests import factories
from tests.message_templates.conftest import WABA_ID

NAMES = [f"modelo_{n:03d}" for n in range(250)]


class MetaList(BaseHTTPRequestHandler):
    """`told`: the templates; `breaks_after`: of how many pages the next one fails; `circles`: the list never ends."""

    told: ClassVar[list[dict]] = []
    breaks_after = 999
    circles = False
    pages = 0

    def do_GET(self) -> None:
        asked = {key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()}
        kind = type(self)
        kind.pages += 1
        if kind.pages > kind.breaks_after:
            return self._answer(500, {"error": {"code": 2, "message": "later"}})
        start, limit = int(asked.get("after", 0)), int(asked["limit"])
        page = self.told[start : start + limit]
        more = start + limit < len(self.told) or kind.circles
        after = str(start + limit) if not kind.circles else str(kind.pages)
        paging = {"cursors": {"after": after}, **({"next": "https://x"} if more else {})}
        return self._answer(200, {"data": page, "paging": paging})

    def _answer(self, status: int, document: dict) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Not in the test's output."""


@pytest.fixture
def meta(app: Flask, number) -> Iterator[type[MetaList]]:
    handler = type("Told", (MetaList,), {"told": [told(name) for name in NAMES]})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    app.extensions["graph"] = GraphClient(f"http://127.0.0.1:{server.server_port}", "v26.0")
    yield handler
    app.extensions.pop("graph").close()
    server.shutdown()
    server.server_close()


def told(name: str, **more: object) -> dict:
    body = {"type": "BODY", "text": f"Olá, {name}."}
    return {
        "id": name.replace("modelo_", "9"),
        "name": name,
        "language": "pt_BR",
        "status": "APPROVED",
        "category": "UTILITY",
        "components": [body],
        "quality_score": {"score": "GREEN"},
        **more,
    }


def rows() -> dict[str, MessageTemplate]:
    db.session.rollback()
    return {row.name: row for row in db.session.query(MessageTemplate)}


def test_page_after_page(meta, account):
    assert syncing.sync(account.id, WABA_ID) == Changes(added=250)
    assert meta.pages == 3
    found = rows()
    assert sorted(found) == NAMES
    one = found["modelo_100"]
    assert (one.meta_id, one.status, one.category, one.quality) == ("9100", "APPROVED", "UTILITY", "GREEN")
    assert one.components == [{"type": "BODY", "text": "Olá, modelo_100."}]


def test_what_has_changed_and_what_is_gone(meta, account):
    syncing.sync(account.id, WABA_ID)
    assert syncing.sync(account.id, WABA_ID) == Changes(unchanged=250)
    meta.told = [told(NAMES[0], status="PAUSED"), *map(told, NAMES[2:]), told("modelo_novo")]
    assert syncing.sync(account.id, WABA_ID) == Changes(added=1, changed=1, deleted=1, unchanged=248)
    found = rows()
    assert found[NAMES[0]].status == "PAUSED"
    assert (found[NAMES[1]].status, found[NAMES[1]].deleted_at is None) == ("DELETED", False)
    meta.told = list(map(told, NAMES))
    assert syncing.sync(account.id, WABA_ID).changed == 2
    assert rows()[NAMES[1]].deleted_at is None


def test_a_list_that_breaks_off_changes_nothing(meta, account):
    syncing.sync(account.id, WABA_ID)
    meta.told, meta.breaks_after, meta.pages = [told("modelo_novo")], 0, 0
    with pytest.raises(GraphError):
        syncing.sync(account.id, WABA_ID)
    meta.told, meta.breaks_after, meta.pages = [told(name, status="PAUSED") for name in NAMES], 2, 0
    with pytest.raises(GraphError):
        syncing.sync(account.id, WABA_ID)
    assert {(row.status, row.deleted_at) for row in rows().values()} == {("APPROVED", None)}


def test_a_list_without_end(meta, account):
    meta.circles = True
    with pytest.raises(EndlessList):
        syncing.sync(account.id, WABA_ID)
    assert rows() == {}


def test_what_was_written_while_meta_told_is_newer_than_its_list(meta, account, template):
    row = template("greeting", synced_at=clock.now() + timedelta(seconds=30))
    syncing.sync(account.id, WABA_ID)
    assert rows()["greeting"].deleted_at is None
    row.synced_at = clock.now() - timedelta(seconds=30)
    db.session.commit()
    syncing.sync(account.id, WABA_ID)
    assert rows()["greeting"].deleted_at is not None


def test_languages_are_spelled_one_way(meta, account):
    meta.told = [told("a", language="pt-BR"), told("b", language="en")]
    syncing.sync(account.id, WABA_ID)
    assert {row.language for row in rows().values()} == {"pt_BR", "en"}


def test_two_companies_with_one_account_of_whatsapp(meta, account):
    other = factories.account()
    factories.phone_number(other, waba_id=WABA_ID)
    meta.told = [told("a")]
    syncing.sync(account.id, WABA_ID)
    syncing.sync(other.id, WABA_ID)
    assert db.session.query(MessageTemplate).count() == 2


def test_by_night_and_for_those_who_have_none(meta, account, work, monkeypatch):
    """The first sweep finds an account without templates; later ones wait for its night."""
    syncing.sweep()
    work()
    assert len(rows()) == 250
    asked = meta.pages
    heard_at = next(iter(rows().values())).synced_at
    midnight = heard_at.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC) + timedelta(days=2)
    for hour, asks in ((15, 0), (6, 3)):  # noon and three o'clock in São Paulo
        monkeypatch.setattr(clock, "now", lambda at=midnight + timedelta(hours=hour): at)
        syncing.sweep()
        work()
        assert meta.pages == asked + asks
        asked = meta.pages


def test_with_the_simulator(whatsapp, account):
    changes = syncing.sync(account.id, WABA_ID)
    assert changes.added == len(rows()) > 5
    named = rows()["pedido_enviado"]
    assert (named.parameter_format, named.status) == ("NAMED", "APPROVED")
    assert rows()["promocao_antiga"].status == "PAUSED"
