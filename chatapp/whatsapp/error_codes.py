"""Every error code of the Cloud API: its class of cause, whether and when to try again, and words for the agent."""

from dataclasses import dataclass

from chatapp.whatsapp import words
from chatapp.whatsapp.causes import Cause
from chatapp.whatsapp.retries import BACKOFF, LIMITED, NEVER, PAIR, Retry, wait

NOT_CONFIRMED = -1
CONNECTION_FAILED = -2
FILE_ON_ITS_WAY = -3
FILE_LOST = -4
"""Codes of our own: Meta's are never negative."""

TOO_FAST_FOR_THE_PAIR = 131056
"""More than one message per six seconds to the same customer, and the burst is spent."""

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a failure means. `alarm`: nothing more will leave this number until an administrator acts."""

    cause: Cause
    retry: Retry = NEVER
    alarm: bool = False
    special_words: words.Words | None = None

    @property
    def happened(self) -> str:
        """What happened, as a msgid."""
        return (self.special_words or words.WORDS[self.cause]).happened

    @property
    def cure(self) -> str:
        """What to do about it, as a msgid."""
        return (self.special_words or words.WORDS[self.cause]).cure


BY_CODE: dict[int | None, Verdict] = {
    NOT_CONFIRMED: Verdict(Cause.NOT_CONFIRMED),
    CONNECTION_FAILED: Verdict(Cause.CONNECTION, BACKOFF),
    FILE_ON_ITS_WAY: Verdict(Cause.MEDIA),
    FILE_LOST: Verdict(Cause.MEDIA, special_words=words.FILE_LOST),
    0: Verdict(Cause.AUTHENTICATION, alarm=True),
    1: Verdict(Cause.TEMPORARY, LIMITED),
    2: Verdict(Cause.TEMPORARY, BACKOFF),
    3: Verdict(Cause.PERMISSION, alarm=True),
    4: Verdict(Cause.REQUEST_LIMIT, wait(_HOUR / 6, attempts=6)),
    10: Verdict(Cause.PERMISSION, alarm=True),
    33: Verdict(Cause.NOT_REGISTERED, alarm=True),
    100: Verdict(Cause.INVALID_REQUEST),
    190: Verdict(Cause.AUTHENTICATION, alarm=True),
    368: Verdict(Cause.ACCOUNT_RESTRICTED, alarm=True),
    613: Verdict(Cause.REQUEST_LIMIT, wait(60, attempts=10)),
    2500: Verdict(Cause.AUTHENTICATION, alarm=True),
    80007: Verdict(Cause.REQUEST_LIMIT, wait(_HOUR / 6, attempts=6)),
    130403: Verdict(Cause.BLOCKED),
    130429: Verdict(Cause.THROUGHPUT, BACKOFF),
    130472: Verdict(Cause.MARKETING_LIMIT, special_words=words.EXPERIMENT),
    130497: Verdict(Cause.ACCOUNT_RESTRICTED, special_words=words.COUNTRY),
    131000: Verdict(Cause.TEMPORARY, LIMITED),
    131005: Verdict(Cause.PERMISSION, alarm=True),
    131008: Verdict(Cause.INVALID_REQUEST),
    131009: Verdict(Cause.INVALID_REQUEST),
    131016: Verdict(Cause.TEMPORARY, BACKOFF),
    131020: Verdict(Cause.GROUP),
    131021: Verdict(Cause.RECIPIENT_UNREACHABLE, special_words=words.OWN_NUMBER),
    131026: Verdict(Cause.RECIPIENT_UNREACHABLE),
    131030: Verdict(Cause.RECIPIENT_UNREACHABLE, special_words=words.TEST_NUMBER),
    131031: Verdict(Cause.ACCOUNT_RESTRICTED, alarm=True),
    131037: Verdict(Cause.ACCOUNT_RESTRICTED, alarm=True, special_words=words.DISPLAY_NAME),
    131041: Verdict(Cause.GROUP),
    131042: Verdict(Cause.PAYMENT, alarm=True),
    131044: Verdict(Cause.PAYMENT),
    131045: Verdict(Cause.NOT_REGISTERED, alarm=True),
    131047: Verdict(Cause.WINDOW_CLOSED),
    131048: Verdict(Cause.SPAM_LIMIT, alarm=True),
    131049: Verdict(Cause.MARKETING_LIMIT, wait(24 * _HOUR)),
    131050: Verdict(Cause.OPT_OUT),
    131051: Verdict(Cause.UNSUPPORTED),
    131052: Verdict(Cause.MEDIA, special_words=words.TOO_LARGE),
    131053: Verdict(Cause.MEDIA),
    131055: Verdict(Cause.TEMPLATE),
    TOO_FAST_FOR_THE_PAIR: Verdict(Cause.PAIR_LIMIT, PAIR),
    131057: Verdict(Cause.TEMPORARY, wait(60, attempts=3)),
    131059: Verdict(Cause.GROUP),
    131060: Verdict(Cause.UNSUPPORTED),
    131062: Verdict(Cause.RECIPIENT_UNREACHABLE, special_words=words.PHONE_NEEDED),
    131063: Verdict(Cause.TEMPLATE),
    131064: Verdict(Cause.TEMPLATE, wait(_HOUR)),
    131065: Verdict(Cause.TEMPLATE),
    132000: Verdict(Cause.TEMPLATE),
    132001: Verdict(Cause.TEMPLATE),
    132005: Verdict(Cause.TEMPLATE),
    132007: Verdict(Cause.TEMPLATE),
    132008: Verdict(Cause.TEMPLATE),
    132012: Verdict(Cause.TEMPLATE),
    132015: Verdict(Cause.TEMPLATE, wait(3 * _HOUR)),
    132016: Verdict(Cause.TEMPLATE),
    132068: Verdict(Cause.FLOW),
    132069: Verdict(Cause.FLOW, wait(_HOUR)),
    133000: Verdict(Cause.SETUP),
    133004: Verdict(Cause.TEMPORARY, BACKOFF),
    133005: Verdict(Cause.SETUP),
    133006: Verdict(Cause.SETUP),
    133008: Verdict(Cause.SETUP, wait(_HOUR)),
    133009: Verdict(Cause.SETUP, wait(60)),
    133010: Verdict(Cause.NOT_REGISTERED, alarm=True),
    133015: Verdict(Cause.SETUP, wait(300)),
    133016: Verdict(Cause.SETUP, wait(72 * _HOUR)),
    134011: Verdict(Cause.PAYMENT),
    134100: Verdict(Cause.TEMPLATE),
    134101: Verdict(Cause.TEMPLATE, wait(600)),
    134102: Verdict(Cause.TEMPLATE),
    135000: Verdict(Cause.INVALID_REQUEST),
    136024: Verdict(Cause.SETUP),
    137000: Verdict(Cause.IDENTITY_MISMATCH),
    138038: Verdict(Cause.CALLING),
    2388019: Verdict(Cause.TEMPLATE),
    2388040: Verdict(Cause.TEMPLATE),
    2388047: Verdict(Cause.TEMPLATE),
    2388072: Verdict(Cause.TEMPLATE),
    2388073: Verdict(Cause.TEMPLATE),
    2388293: Verdict(Cause.TEMPLATE),
    2388299: Verdict(Cause.TEMPLATE),
    2494100: Verdict(Cause.TEMPORARY, wait(60, attempts=5)),
    # The old On-Premises API's codes still surface.
    470: Verdict(Cause.WINDOW_CLOSED),
    471: Verdict(Cause.SPAM_LIMIT, alarm=True),
    1013: Verdict(Cause.RECIPIENT_UNREACHABLE),
    1026: Verdict(Cause.RECIPIENT_UNREACHABLE),
}

#: With these Meta may mean that it does not know a file any more, or never could use it.
REFUSED_FILES = frozenset({100, 131009, 131052, 131053})

BY_RANGE = (
    (range(200, 300), Verdict(Cause.PERMISSION, alarm=True)),
    (range(131201, 131216), Verdict(Cause.GROUP)),
    (range(138000, 138022), Verdict(Cause.CALLING)),
    (range(139000, 139005), Verdict(Cause.FLOW)),
    (range(139100, 139104), Verdict(Cause.SETUP)),
    (range(147001, 147006), Verdict(Cause.SETUP)),
    (range(2593107, 2593110), Verdict(Cause.SETUP)),
)
