"""Meta's speed limits, in the simulator's own time."""

from dataclasses import dataclass, replace

import pytest

from chatapp.simulator.errors import GraphError
from chatapp.simulator.switches import Switches
from chatapp.simulator.throttling import Throttles
from tests.simulator.running import Running


@dataclass
class Board:
    """The switches and nothing else."""

    now: Switches


def throttles(**changes: object) -> Throttles:
    return Throttles(Board(replace(Switches(), **changes)))


def refused(call, *arguments: object) -> int | None:
    try:
        call(*arguments)
    except GraphError as error:
        return error.code
    return None


def test_throughput_is_80_a_second() -> None:
    limits = throttles()
    assert [refused(limits.count, "n", 0.0) for _ in range(81)] == [None] * 80 + [130429]
    assert refused(limits.count, "other", 0.0) is None
    assert [refused(limits.count, "n", 0.5) for _ in range(41)] == [None] * 40 + [130429]


def test_hammering_does_not_prolong_the_wait() -> None:
    limits = throttles(throughput=10)
    for place in range(200):
        refused(limits.count, "n", place / 1000)
    assert refused(limits.count, "n", 0.301) is None


def test_throughput_can_be_off() -> None:
    limits = throttles(throughput=0)
    assert not any(refused(limits.count, "n", 0.0) for _ in range(500))


def test_pair_burst_of_45_is_repaid_one_per_six_seconds() -> None:
    limits = throttles()
    assert [refused(limits.pair, "n", "c", 0.0) for _ in range(46)] == [None] * 45 + [131056]
    assert refused(limits.pair, "n", "c", 5.9) == 131056
    assert refused(limits.pair, "n", "c", 6.0) is None
    assert refused(limits.pair, "n", "c", 6.0) == 131056
    assert refused(limits.pair, "n", "another", 6.0) is None


def test_pair_debt_must_be_repaid_before_the_next_message() -> None:
    limits = throttles(pair_limit="debt")
    assert [refused(limits.pair, "n", "c", 0.0) for _ in range(20)] == [None] * 20
    assert refused(limits.pair, "n", "c", 119.0) == 131056
    assert refused(limits.pair, "n", "c", 120.0) is None


def test_one_message_every_six_seconds_is_always_allowed() -> None:
    limits = throttles(pair_limit="debt")
    assert not any(refused(limits.pair, "n", "c", place * 6.0) for place in range(100))


@pytest.mark.parametrize("http", [400, 429])
def test_throughput_error_over_http(simulator: Running, http: int) -> None:
    simulator.customer(window="open")
    simulator.switch(throughput=1, rate_limit_http=http)
    answers = [simulator.send(type="text", text={"body": "x"}) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200, http}
    error = answers[-1].json()["error"]
    assert (error["code"], error["is_transient"]) == (130429, True)


def test_pair_error_over_http(simulator: Running) -> None:
    simulator.customer(window="open")
    codes = [simulator.send(type="text", text={"body": "x"}).json().get("error", {}).get("code") for _ in range(46)]
    assert codes == [None] * 45 + [131056]
