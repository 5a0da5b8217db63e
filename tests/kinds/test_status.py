"""The order of a message's life."""

from itertools import permutations

import pytest

from chatapp.kinds import MessageStatus

S = MessageStatus


def test_meta_s_names():
    names = ["sent", "delivered", "read", "played", "failed"]
    assert [S.from_webhook(name) for name in names] == [S.SENT, S.DELIVERED, S.READ, S.PLAYED, S.FAILED]


@pytest.mark.parametrize("name", ["warning", "deleted", "SENT", "", None, []])
def test_other_names_are_refused(name):
    with pytest.raises(ValueError, match="unknown status"):
        S.from_webhook(name)


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        ([S.QUEUED, S.SENDING, S.SENT, S.DELIVERED, S.READ], S.READ),
        ([S.SENT, S.FAILED], S.FAILED),
        ([S.UNCONFIRMED, S.SENT], S.SENT),
        ([S.UNCONFIRMED, S.FAILED], S.FAILED),
        ([S.FAILED, S.DELIVERED], S.DELIVERED),
        ([S.READ, S.PLAYED, S.SENT], S.PLAYED),
    ],
)
def test_the_end_state_is_the_maximum_in_every_order(reports, end):
    for order in permutations(reports):
        state = S.RECEIVED
        for report in order:
            state = max(state, report)
        assert state is end


def test_the_numbers_are_stored_so_they_never_change():
    assert {status.name: int(status) for status in S} == {
        "RECEIVED": 0,
        "QUEUED": 10,
        "SENDING": 20,
        "UNCONFIRMED": 30,
        "SENT": 40,
        "FAILED": 50,
        "DELIVERED": 60,
        "READ": 70,
        "PLAYED": 80,
    }
