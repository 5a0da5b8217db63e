"""Meta's two limits, by Redis and by this process: both must count alike."""

import time

import pytest

from chatapp.extensions import connect_redis, redis
from chatapp.messages.delivery.pacing import Pacer


@pytest.fixture
def nowhere():
    """A Redis that is away."""
    there = redis.client
    redis.client = connect_redis("redis://127.0.0.1:1/0")
    yield
    redis.client = there


@pytest.fixture(params=["in Redis", "in this process"])
def pacer(app, request):
    if request.param == "in this process":
        request.getfixturevalue("nowhere")
    return Pacer()


def crowd(count, first=1):
    """So many messages, each to another customer."""
    return [(first + n, first + n) for n in range(count)]


def test_a_number_may_burst_a_tenth_of_a_second(pacer):
    turns = pacer.turns(1, 80, crowd(40))
    assert turns.granted == list(range(1, 9))
    assert turns.paced == {}
    assert 0 < turns.exhausted_for <= 1 / 80


def test_its_rate_is_kept_over_time(pacer):
    granted, first, began = 0, 1, time.monotonic()
    while time.monotonic() - began < 1.0:
        granted += len(pacer.turns(1, 200, crowd(50, first)).granted)
        first += 50
        time.sleep(0.01)
    elapsed = time.monotonic() - began
    assert 0.8 * 200 * elapsed <= granted <= 200 * elapsed + 20


def test_numbers_do_not_share(pacer):
    assert len(pacer.turns(1, 80, crowd(40)).granted) == 8
    assert len(pacer.turns(2, 80, crowd(40, first=100)).granted) == 8


def test_a_customer_gets_45_at_once_and_then_one_each_six_seconds(pacer):
    turns = pacer.turns(1, 1000, [(n, 7) for n in range(1, 49)])
    assert turns.granted == list(range(1, 46))
    assert sorted(turns.paced) == [46, 47, 48]
    assert all(5.5 < wait <= 6.0 for wait in turns.paced.values())


def test_a_customer_s_pace_does_not_spend_the_number_s_quota(pacer):
    pacer.turns(1, 1000, [(n, 7) for n in range(1, 46)])
    time.sleep(0.1)
    turns = pacer.turns(1, 10, [(n, 7) for n in range(46, 50)] + [(60, 8)])
    assert turns.granted == [60]


def test_debt_is_remembered_by_other_processes(app):
    Pacer().turns(1, 1000, [(n, 7) for n in range(1, 46)])
    assert Pacer().turns(1, 1000, [(46, 7)]).granted == []


def test_nothing_stays_in_redis_for_ever(app):
    Pacer().turns(1, 80, crowd(3))
    keys = list(redis.client.scan_iter("pace:*"))
    assert len(keys) in (3, 4), "the number's own quota is whole again in a moment"
    left = [redis.client.pttl(key) for key in keys]
    assert -1 not in left, "one that never ends"
    assert max(left) <= 6_001


def test_redis_is_left_in_peace_for_a_while_when_it_is_away(app, nowhere, caplog):
    pacer = Pacer()
    for _ in range(5):
        pacer.turns(1, 80, crowd(1))
    assert len([record for record in caplog.records if "pacing in this process" in record.message]) == 1
