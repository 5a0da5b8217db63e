"""The same journey as programs make it: tokens, list, send, what was missed, and a socket with a bearer token."""

from uuid import uuid4

import pytest
import requests

from tests import factories
from tests.patience import until
from tests.realtime.servers import Client


class Program:
    """A phone app of an agent."""

    def __init__(self, url: str, port: int, user):
        self.url, self.port = url, port
        self.tokens = self.post("/tokens", 201, email=user.email, password=factories.PASSWORD)

    def get(self, path: str, **query: object) -> dict:
        return self._ask("GET", path, 200, params=query)

    def post(self, path: str, expected: int = 200, **body: object) -> dict:
        return self._ask("POST", path, expected, json=body)

    def watch(self, *streams: str) -> Client:
        client = Client(self.port, self._headers())
        client.watch(*streams)
        return client

    def _ask(self, method: str, path: str, expected: int, **sent: object) -> dict:
        answer = requests.request(method, self.url + path, headers=self._headers(), timeout=10, **sent)
        assert answer.status_code == expected, answer.text
        return answer.json() if answer.content else {}

    def _headers(self) -> dict[str, str]:
        tokens = getattr(self, "tokens", None)
        signed = {"Authorization": f"Bearer {tokens['access_token']}"} if tokens else {}
        return {"Accept": "application/json", **signed}


@pytest.fixture
def app_of(product):
    return lambda user: Program(product.url, product.port, user)


def message_events(client: Client, until_status: str) -> list[dict]:
    """The events of messages up to the one whose message has got that far."""
    heard = []
    while not heard or heard[-1]["data"]["status"] != until_status:
        frame = client.until("event", 10)
        if frame["event"].startswith("message."):
            heard.append(frame)
    return heard


def test_the_journey_without_a_browser(company, app_of):
    helena = company.customer()
    marina, diego = app_of(company.marina), app_of(company.diego)
    inbox = f"inbox:{company.account.id}:unassigned"
    list_socket = diego.watch(inbox)
    helena.writes("Oi! Vocês têm o Cerrado?")
    row = list_socket.until("event", 10)["data"]
    row = row.get("conversation", row)
    assert row["contact"]["name"] == "Helena Prado"
    assert row["unread_count"] == 1

    (listed,) = marina.get("/conversations", tab="unassigned")["conversations"]
    assert listed["last_message"]["preview"] == "Oi! Vocês têm o Cerrado?"
    path = f"/conversations/{listed['id']}"
    shown = marina.get(path)
    assert [message["content"]["body"] for message in shown["messages"]] == ["Oi! Vocês têm o Cerrado?"]
    marina.post(f"{path}/read", 204)

    thread_socket = diego.watch(f"conversation:{listed['id']}")
    client_id = str(uuid4())
    sent = marina.post(f"{path}/messages", 201, client_id=client_id, body="Temos, sim!")
    again = marina.post(f"{path}/messages", 201, client_id=client_id, body="Temos, sim!")
    assert again["id"] == sent["id"]
    message_events(thread_socket, "DELIVERED")
    helena.opens_chat()
    (*_, last) = message_events(thread_socket, "READ")
    assert last["data"]["client_id"] == client_id
    assert helena.has_received() == ["Temos, sim!"]

    missed = diego.get(f"{path}/messages", since=shown["cursor"])["messages"]
    assert [(m["direction"], m["status"]) for m in missed if m["client_id"]] == [("out", "READ")]


def test_what_a_closed_app_has_missed_is_told_since_its_cursor(company, app_of):
    helena = company.customer()
    marina = app_of(company.marina)
    cursor = marina.get("/conversations")["cursor"]
    helena.writes("um", "dois", "três")
    until(lambda: company.talk(helena).unread_count == 3)
    missed = marina.get("/live/missed", since=cursor, streams=f"conversation:{company.talk(helena).id}")
    assert [message["content"]["body"] for message in missed["messages"]] == ["um", "dois", "três"]
    assert [row["unread_count"] for row in missed["conversations"]] == [3]
    assert not missed["more"]


def test_tokens_go_round_and_a_stolen_one_ends_them(company, app_of):
    marina = app_of(company.marina)
    old = marina.tokens["refresh_token"]
    marina.tokens = marina.post("/tokens/refresh", refresh_token=old)
    marina.get("/conversations")
    marina.post("/tokens/refresh", 401, refresh_token=old)
    marina.post("/tokens/refresh", 401, refresh_token=marina.tokens["refresh_token"])
