"""The one table of error codes."""

from random import Random

import pytest

from chatapp.whatsapp import errors
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.error_codes import BY_CODE, BY_RANGE
from chatapp.whatsapp.errors import verdict
from chatapp.whatsapp.retries import BACKOFF, LIMITED, NEVER, PAIR, Retry, delay, wait
from chatapp.whatsapp.words import WORDS

DOCUMENTED = (
    "0 1 2 3 4 10 33 100 190 200 299 368 613 2500 80007 130403 130429 130472 130497 131000 131005 131008 131009 131016 "
    "131020 131021 131026 131030 131031 131037 131041 131042 131044 131045 131047 131048 131049 131050 131051 131052 "
    "131053 131055 131056 131057 131059 131060 131062 131063 131064 131065 131201 131215 132000 132001 132005 132007 "
    "132008 132012 132015 132016 132068 132069 133000 133004 133005 133006 133008 133009 133010 133015 133016 134011 "
    "134100 134101 134102 135000 136024 137000 138000 138006 138012 138021 138038 139000 139004 139100 139103 147001 "
    "147005 2388019 2388040 2388047 2388072 2388073 2388293 2388299 2494100 2593107 2593108 470 471 1013 1026"
)


@pytest.mark.parametrize("code", [int(code) for code in DOCUMENTED.split()])
def test_every_documented_code_has_a_cause_and_words(code):
    found = verdict(code)
    assert found.cause is not Cause.UNKNOWN
    assert found.happened
    assert found.cure


@pytest.mark.parametrize(
    ("code", "cause", "retry", "alarm"),
    [
        (190, Cause.AUTHENTICATION, NEVER, True),
        (250, Cause.PERMISSION, NEVER, True),
        (368, Cause.ACCOUNT_RESTRICTED, NEVER, True),
        (130429, Cause.THROUGHPUT, BACKOFF, False),
        (131000, Cause.TEMPORARY, LIMITED, False),
        (131016, Cause.TEMPORARY, BACKOFF, False),
        (131026, Cause.RECIPIENT_UNREACHABLE, NEVER, False),
        (131042, Cause.PAYMENT, NEVER, True),
        (131047, Cause.WINDOW_CLOSED, NEVER, False),
        (131048, Cause.SPAM_LIMIT, NEVER, True),
        (131049, Cause.MARKETING_LIMIT, wait(24 * 3600), False),
        (131050, Cause.OPT_OUT, NEVER, False),
        (131056, Cause.PAIR_LIMIT, PAIR, False),
        (132001, Cause.TEMPLATE, NEVER, False),
        (133016, Cause.SETUP, wait(72 * 3600), False),
        (138010, Cause.CALLING, NEVER, False),
        (errors.NOT_CONFIRMED, Cause.NOT_CONFIRMED, NEVER, False),
        (errors.CONNECTION_FAILED, Cause.CONNECTION, BACKOFF, False),
    ],
)
def test_what_the_important_codes_mean(code, cause, retry, alarm):
    found = verdict(code)
    assert (found.cause, found.retry, found.alarm) == (cause, retry, alarm)


@pytest.mark.parametrize("code", [199, 300, 131200, 131216, 138022, 999999, None])
def test_other_codes_are_unknown_and_not_repeated(code):
    assert verdict(code).cause is Cause.UNKNOWN
    assert verdict(code).retry is NEVER


@pytest.mark.parametrize(
    ("status", "cause", "retry"),
    [
        (401, Cause.AUTHENTICATION, NEVER),
        (403, Cause.PERMISSION, NEVER),
        (408, Cause.TEMPORARY, LIMITED),
        (429, Cause.THROUGHPUT, BACKOFF),
        (502, Cause.TEMPORARY, LIMITED),
        (400, Cause.UNKNOWN, NEVER),
    ],
)
def test_the_http_status_speaks_where_the_code_does_not(status, cause, retry):
    assert (verdict(None, status).cause, verdict(None, status).retry) == (cause, retry)
    assert verdict(131047, status).cause is Cause.WINDOW_CLOSED


def test_meta_s_own_advice_to_try_again():
    assert verdict(999999, 400, is_transient=True).cause is Cause.TEMPORARY
    assert verdict(999999, 400, is_transient=True).retry is LIMITED
    assert verdict(131009, 400, is_transient=True).retry is LIMITED
    assert verdict(131009, 400, is_transient=True).cause is Cause.INVALID_REQUEST
    assert verdict(131056, 400, is_transient=True).retry is PAIR


def test_every_cause_is_used_and_has_words():
    used = {found.cause for found in BY_CODE.values()} | {found.cause for _, found in BY_RANGE} | {Cause.UNKNOWN}
    assert used == set(Cause) == set(WORDS)


def test_the_pair_limit_waits_four_to_the_n():
    waits = [delay(PAIR, attempt, Random(7)) for attempt in range(5)]
    for attempt, seconds in enumerate(waits):
        assert 4**attempt <= seconds <= 1.25 * 4**attempt
    assert delay(PAIR, 5, Random(7)) is None


def test_backoff_grows_up_to_its_cap():
    retry = Retry(attempts=5, base=2, factor=3, cap=20)
    bounds = [2, 6, 18, 20, 20]
    for attempt, bound in enumerate(bounds):
        assert bound <= delay(retry, attempt, Random(attempt)) <= 1.25 * bound
    assert delay(retry, 5, Random(1)) is None


def test_messages_that_failed_together_come_back_apart():
    rng = Random(42)
    assert len({delay(BACKOFF, 3, rng) for _ in range(50)}) == 50


def test_a_wished_for_wait_is_kept_at_least():
    assert delay(BACKOFF, 0, Random(1), retry_after=90) >= 90
    assert delay(BACKOFF, 0, Random(1), retry_after=0.1) >= 2
    assert delay(NEVER, 0, Random(1), retry_after=90) is None
