import pytest

from chatapp.models import User
from chatapp.realtime import streams


def test_everybody_may_watch_themselves_and_nobody_else():
    assert streams.may_watch(User(id=7), "user:7")
    assert not streams.may_watch(User(id=7), "user:8")
    assert not streams.may_watch(User(id=7), "user:07")


def test_a_stream_without_a_guard_is_nobodys():
    assert not streams.may_watch(User(id=7), "unheard_of:7")


def test_a_guard_never_sees_a_name_that_is_out_of_bounds():
    seen = []
    streams.guard("thing")(lambda user, rest: seen.append(rest) or True)
    assert streams.may_watch(User(id=7), "thing:999999999999999999")
    for rest in ("", "1000000000000000000", "1 2", "1\n", "%", "é"):
        assert not streams.may_watch(User(id=7), f"thing:{rest}")
    assert not streams.may_watch(User(id=7), "thing")
    assert not streams.may_watch(User(id=7), "Thing:1")
    assert seen == ["999999999999999999"]


def test_a_prefix_has_one_guard():
    with pytest.raises(ValueError, match="guarded already"):
        streams.guard("user")(lambda user, rest: True)
