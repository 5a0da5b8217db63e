"""A program's tokens: short, rotating, revocable, and told apart from stolen ones."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import jwt
import pytest
import sqlalchemy as sa

from chatapp import accounts, clock, schedule, sessions
from chatapp.accounts import signatures
from chatapp.extensions import db
from chatapp.jobs import DEFAULT
from chatapp.models import RefreshToken, User
from chatapp.sessions import pruning
from chatapp.workers.worker import make_worker
from tests import factories
from tests.callers import Api, Page


@pytest.fixture
def agent(app) -> User:
    return factories.user(factories.account())


@pytest.fixture
def later(monkeypatch):
    """later(hours=1): from here on it is that much later."""

    def move(**by: float) -> None:
        moment = clock.now() + timedelta(**by)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move


def test_signing_in(api: Api, agent):
    pair = api.log_in(agent)
    assert {k: pair[k] for k in ("token_type", "expires_in", "refresh_expires_in")} == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "refresh_expires_in": 7 * 24 * 3600,
    }
    assert api.get("/me").json["user"]["email"] == agent.email


def test_wrong_credentials(api: Api, agent):
    answer = api.post("/tokens", email=agent.email, password="wrong")
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "wrong_credentials")
    empty = api.post("/tokens")
    assert set(empty.json["error"]["fields"]) == {"email", "password"}


def test_an_access_token_lives_an_hour(api: Api, agent, later):
    api.log_in(agent)
    later(minutes=59)
    assert api.get("/me").status_code == 200
    later(minutes=2)
    assert api.get("/me").status_code == 401


def test_a_refresh_token_works_once_and_gives_the_next(api: Api, agent):
    first = api.log_in(agent)
    second = _refresh(api, first).json
    assert second["refresh_token"] != first["refresh_token"]
    api.access_token = second["access_token"]
    assert api.get("/me").status_code == 200
    assert _refresh(api, second).status_code == 200


def test_a_refresh_token_lives_seven_days(api: Api, agent, later):
    pair = api.log_in(agent)
    later(days=6)
    pair = _refresh(api, pair).json
    later(days=6)
    pair = _refresh(api, pair).json
    later(days=7, seconds=1)
    assert _refresh(api, pair).status_code == 401


def test_using_an_old_one_again_ends_the_whole_family_and_no_other(app, agent):
    thief, owner, elsewhere = Api(app), Api(app), Api(app)
    elsewhere.log_in(agent)
    stolen = owner.log_in(agent)
    current = _refresh(owner, stolen).json
    owner.access_token = current["access_token"]
    assert owner.get("/me").status_code == 200
    reused = _refresh(thief, stolen)
    assert (reused.status_code, reused.json["error"]["code"]) == (401, "refresh_refused")
    assert owner.get("/me").status_code == 401
    assert _refresh(owner, current).status_code == 401
    assert elsewhere.get("/me").status_code == 200


def test_of_many_at_the_same_moment_exactly_one_wins(app, agent):
    """And the winner's family lives on: losing a race is not theft."""
    pair = Api(app).log_in(agent)
    start = Barrier(8)

    def race(_n: int) -> bool:
        with app.app_context():
            # All of them have seen the token unused before the first one uses it.
            seen = db.session.scalars(sa.select(RefreshToken)).one()
            start.wait()
            won = not seen.used_at and sessions.refresh(pair["refresh_token"]) is not None
            db.session.commit()
            return won

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(race, range(8))).count(True) == 1
    tokens = db.session.scalars(sa.select(RefreshToken).order_by(RefreshToken.id)).all()
    assert [bool(token.used_at) for token in tokens] == [True, False]
    assert not any(token.revoked_at for token in tokens)


def test_signing_out_ends_the_family_at_once(app, api: Api, agent):
    other = Api(app)
    other.log_in(agent)
    pair = api.log_in(agent)
    assert api.delete("/tokens").status_code == 204
    assert api.get("/me").status_code == 401
    assert _refresh(api, pair).status_code == 401
    assert other.get("/me").status_code == 200


@pytest.mark.parametrize("ended", [accounts.deactivate, accounts.end_sessions])
def test_access_ends_at_once(api: Api, agent, ended):
    pair = api.log_in(agent)
    ended(agent)
    db.session.commit()
    assert api.get("/me").status_code == 401
    assert _refresh(api, pair).status_code == 401


def test_tokens_of_another_making_are_refused(app, api: Api, agent):
    api.log_in(agent)
    good = jwt.decode(api.access_token, options={"verify_signature": False})
    forged = [
        jwt.encode(good, app.config["SECRET_KEY"], "HS256"),
        jwt.encode(good, None, "none"),
        signatures.sign("invitation", good, timedelta(hours=1)),
        accounts.invitation_token(agent),
        api.access_token[:-2],
        "",
        "a.b.c",
    ]
    for token in forged:
        api.access_token = token
        assert api.get("/me").status_code == 401, token


def test_refresh_tokens_are_kept_as_digests_only(api: Api, agent):
    raw = api.log_in(agent)["refresh_token"]
    row = db.session.scalars(sa.select(RefreshToken)).one()
    assert raw not in (row.token_hash, str(row.family))
    assert len(row.token_hash) == 64


def test_expired_tokens_are_forgotten_and_no_others(app, api: Api, agent, later, monkeypatch):
    monkeypatch.setattr(pruning, "AT_ONCE", 2)
    for _ in range(5):
        api.log_in(agent)
    later(days=6)
    living = _refresh(api, api.log_in(agent)).json
    later(days=1, seconds=1)

    pruning.prune.wake()
    make_worker(app, [DEFAULT]).work(burst=True, logging_level="WARNING")

    assert db.session.scalar(sa.select(sa.func.count(RefreshToken.id))) == 2
    assert _refresh(api, living).status_code == 200


def test_forgetting_is_on_the_schedule():
    assert pruning.prune in [job for job, _seconds in schedule.SWEEPS]


@pytest.mark.parametrize("body", [{}, {"refresh_token": ""}, {"refresh_token": 7}, {"refresh_token": "x" * 500}])
def test_refreshing_with_nonsense(api: Api, body):
    assert api.post("/tokens/refresh", **body).status_code == 422


def test_unknown_refresh_token(api: Api):
    assert api.post("/tokens/refresh", refresh_token="unknown").status_code == 401


def test_the_doors_for_programs_are_shut_to_pages(page: Page, agent):
    page.log_in(agent)
    assert page.client.post("/tokens", data={"email": agent.email, "password": factories.PASSWORD}).status_code == 415
    page.get("/settings")
    assert page.client.delete("/tokens", headers={"X-CSRFToken": page.token}).status_code == 406


def _refresh(api: Api, pair: dict):
    return api.post("/tokens/refresh", refresh_token=pair["refresh_token"])
