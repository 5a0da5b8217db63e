"""Who may open a socket, what they get to see through it, and how it ends."""

import pytest
import requests
from simple_websocket import ConnectionError as HandshakeRefused

from chatapp import accounts, realtime
from chatapp.extensions import db
from chatapp.models import Role
from tests.callers import Page, cookie_of

HELLO = "<p>Olá</p>"


def say(stream: str, variant: str, payload: str | dict) -> None:
    """Push and commit: reading a row's id after a commit has begun a transaction again."""
    realtime.push(stream, variant, payload)
    db.session.commit()


def test_a_push_reaches_the_watchers_of_its_stream_and_variant_only(app, server, torra, ana, bruno):
    room, other = f"room:{torra.id}:a", f"room:{torra.id}:b"
    english, portuguese, program = server.browser(app, ana), server.browser(app, bruno), server.program(ana)
    for client in (english, portuguese, program):
        client.watch(room)

    say(other, "en", "<p>elsewhere</p>")
    say(room, "en", "<p>Hello</p>")
    say(room, "pt_BR", HELLO)
    say(room, "json", {"event": "message.created", "data": {"id": 7}})

    assert english.next() == {"html": "<p>Hello</p>"}
    assert portuguese.next() == {"html": HELLO}
    assert program.next() == {"event": "message.created", "data": {"id": 7}}
    say(room, "en", "<p>last</p>")
    assert english.next() == {"html": "<p>last</p>"}


def test_watching_replaces_what_was_watched(app, server, torra, ana):
    client = server.browser(app, ana)
    client.watch(f"room:{torra.id}:a")
    assert client.watch(f"room:{torra.id}:b")["watching"] == [f"room:{torra.id}:b"]

    say(f"room:{torra.id}:a", "en", "<p>left</p>")
    say(f"room:{torra.id}:b", "en", "<p>here</p>")

    assert client.next() == {"html": "<p>here</p>"}


def test_the_answer_to_watch_carries_a_cursor_of_after_the_registration(app, server, torra, ana):
    client = server.browser(app, ana)
    before = int(realtime.cursor())

    answer = client.watch(f"room:{torra.id}:registered")

    assert before < int(answer["id"]) < int(realtime.cursor())
    audience = realtime.audience([f"room:{torra.id}:registered", f"room:{torra.id}:deserted"])
    assert audience == {f"room:{torra.id}:registered": {"en"}}


def test_a_burst_that_no_mailbox_could_hold_arrives_whole_and_in_order(app, server, torra, ana):
    program = server.program(ana)
    program.watch(f"room:{torra.id}:a")

    for n in range(1000):
        realtime.push(f"room:{torra.id}:a", "json", {"event": "n", "data": {"n": n}})
    db.session.commit()

    assert [program.next()["data"]["n"] for _ in range(1000)] == list(range(1000))


def test_a_stream_of_another_account_is_refused(app, server, torra, ana, stranger):
    room = f"room:{torra.id}:a"
    insider, outsider = server.browser(app, ana), server.browser(app, stranger)
    insider.watch(room)
    outsider.ask(room, f"user:{stranger.id}")

    assert outsider.next() == {"refused": [room]}
    assert outsider.next()["watching"] == [f"user:{stranger.id}"]

    say(room, "en", HELLO)
    say(f"user:{stranger.id}", "en", "<p>yours</p>")

    assert insider.next() == {"html": HELLO}
    assert outsider.next() == {"html": "<p>yours</p>"}


@pytest.mark.parametrize("name", ["", "*", "user", "user:", "user:x", "secrets:1", "room:x:a", "room:" + "9" * 20])
def test_names_that_make_no_sense_are_refused(app, server, ana, name):
    client = server.browser(app, ana)
    client.ask(name)
    assert client.next() == {"refused": [name]}
    assert client.next()["watching"] == []


@pytest.mark.parametrize("text", ["", "hello", "[]", "{}", '{"watch": "user:1"}', '{"watch": [1]}', "null"])
def test_a_client_that_makes_no_sense_is_let_go(app, server, ana, text):
    client = server.browser(app, ana)
    client.ws.send(text)
    assert client.closed_with() == 1008


def test_nobody_watches_too_much(app, server, ana):
    client = server.browser(app, ana)
    client.ask(*(f"user:{n}" for n in range(51)))
    assert client.closed_with() == 1008


def test_without_a_session_the_socket_says_why_it_closes(server):
    assert server.open(Origin=server.url).closed_with() == 4401


@pytest.mark.parametrize("authorization", ["Bearer nonsense", "Basic dTpw", ""])
def test_a_bad_token_is_told_so_whatever_cookie_comes_with_it(app, server, ana, authorization):
    client = server.open(Authorization=authorization, Cookie=cookie_of(app, ana), Origin=server.url)
    assert client.closed_with() == 4401


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
def test_a_page_of_another_site_gets_no_socket(app, server, ana, origin):
    assert server.browser(app, ana).watch(f"user:{ana.id}")["watching"]
    with pytest.raises(HandshakeRefused):
        server.browser(app, ana, Origin=origin)


def test_a_plain_request_is_no_handshake(app, server, ana):
    answer = requests.get(
        f"{server.url}/live", headers={"Cookie": cookie_of(app, ana), "Origin": server.url}, timeout=5
    )
    assert answer.status_code == 400


def test_a_rollback_pushes_nothing(app, server, torra, ana):
    room = f"room:{torra.id}:a"
    client = server.browser(app, ana)
    client.watch(room)

    db.session.execute(db.text("SELECT 1"))
    realtime.push(room, "en", "<p>never happened</p>")
    db.session.rollback()
    say(room, "en", "<p>happened</p>")

    assert client.next() == {"html": "<p>happened</p>"}


def test_it_pings(app, server, ana):
    client = server.browser(app, ana)
    assert client.ws.receive(timeout=3) == '{"ping":1}'


def test_closing_a_user_ends_all_their_sockets_at_once_and_nobody_elses(app, server, torra, ana, bruno):
    room = f"room:{torra.id}:a"
    hers, program, his = server.browser(app, ana), server.program(ana), server.browser(app, bruno)
    for client in (hers, program, his):
        client.watch(room)

    ana.active = False
    realtime.close_user(ana.id)
    db.session.commit()

    assert (hers.closed_with(1), program.closed_with(1)) == (4401, 4401)
    say(room, "pt_BR", HELLO)
    assert his.next() == {"html": HELLO}


def test_who_is_closed_but_may_come_back_is_told_so(app, server, ana):
    client = server.browser(app, ana)
    client.watch(f"user:{ana.id}")
    realtime.close_user(ana.id)
    db.session.commit()
    assert client.closed_with(1) == 1012


def test_signing_out_ends_the_sockets_of_all_tabs(app, server, ana, bruno):
    tab, his = server.browser(app, ana), server.browser(app, bruno)
    tab.watch(f"user:{ana.id}")
    his.watch(f"user:{bruno.id}")

    Page(app).sign_in(ana).post("/logout")

    assert tab.closed_with(1) == 1012
    say(f"user:{bruno.id}", "pt_BR", HELLO)
    assert his.next() == {"html": HELLO}


def test_agents_who_may_not_see_the_unassigned_any_more_do_not_watch_them(app, server, torra, ana):
    unassigned = f"inbox:{torra.id}:unassigned"
    tab = server.browser(app, ana)
    tab.watch(unassigned)

    accounts.set_account_policies(torra, agents_see_unassigned=False)
    db.session.commit()

    assert tab.closed_with(1) == 1012
    again = server.browser(app, ana)
    again.ask(unassigned)
    assert again.next() == {"refused": [unassigned]}


def test_a_recheck_takes_a_stream_away_at_once(app, server, torra, bruno):
    office, room = f"room:{torra.id}:office", f"room:{torra.id}:a"
    client = server.browser(app, bruno)
    assert client.watch(office, room)["watching"] == [office, room]

    bruno.role = Role.AGENT
    realtime.recheck(office)
    realtime.push(office, "pt_BR", "<p>secret</p>")
    realtime.push(room, "pt_BR", HELLO)
    db.session.commit()

    assert client.next() == {"refused": [office]}
    assert client.next() == {"html": HELLO}


def test_who_came_between_rendering_and_commit_is_told_to_catch_up(app, server, torra, ana, bruno):
    room = f"room:{torra.id}:a"
    early, late = server.browser(app, ana), server.browser(app, bruno)
    early.watch(room)

    db.session.execute(db.text("SELECT 1"))
    assert realtime.audience([room]) == {room: {"en"}}
    answer = late.watch(room)
    realtime.push(room, "en", HELLO)
    db.session.commit()

    assert early.next() == {"html": HELLO}
    assert int(late.next()["resync"]) > int(answer["id"])


def test_no_database_connection_is_held_by_open_sockets(app, server, ana):
    """More sockets than the pool has connections, those that watch and those that do not yet, and the site answers."""
    for n in range(app.config["SQLALCHEMY_ENGINE_OPTIONS"]["pool_size"] * 2 + 1):
        client = server.browser(app, ana)
        if n % 2 == 0:
            client.watch(f"user:{ana.id}")
    assert requests.get(f"{server.url}/readyz", timeout=5).ok
