"""What a file does to its converter stays with its converter."""

import os
import time

import pytest

from chatapp.media.conversions import Refused, sandboxed


def doubled(value: int, report) -> int:
    report(10)
    report(60)
    return 2 * value


def refusing(report) -> None:
    raise Refused("no_audio")


def dying(report) -> None:
    os.abort()


def sleeping(report) -> None:
    time.sleep(60)


def swelling(report) -> int:
    return len(bytearray(2 * sandboxed.MEMORY))


def test_it_answers_and_says_how_far_it_is():
    heard = []
    assert sandboxed.run(doubled, 21, seconds=20, report=heard.append) == 42
    assert heard == [10, 60]


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (refusing, "no_audio"),
        (dying, "unreadable"),
        (swelling, "too_many_pixels"),
    ],
)
def test_its_end_is_a_refusal(task, code: str):
    began = time.monotonic()
    with pytest.raises(Refused, match=code):
        sandboxed.run(task, seconds=20)
    assert time.monotonic() - began < 20


def test_somebody_who_waits_hears_that_it_goes_on_and_not_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sandboxed, "HEARTBEAT", 0.1)
    heard = []
    with pytest.raises(Refused, match="too_slow"):
        sandboxed.run(sleeping, seconds=1, report=heard.append)
    assert len(heard) >= 3
