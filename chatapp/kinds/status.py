"""The life of a message as one total order."""

from enum import IntEnum


class MessageStatus(IntEnum):
    """How far a message has come; stored as a small integer.

    Webhooks come late, twice and in any order, so "forward only" has to hold without looking at history: the state
    after any set of reports is simply their maximum. That is why the numbers form one total order. `FAILED` stands
    between `SENT` and `DELIVERED`: a failure replaces what was accepted, and never what has reached the customer.
    `UNCONFIRMED` (we cannot know whether Meta got it) gives way to whatever Meta reports.
    """

    RECEIVED = 0
    QUEUED = 10
    SENDING = 20
    UNCONFIRMED = 30
    SENT = 40
    FAILED = 50
    DELIVERED = 60
    READ = 70
    PLAYED = 80

    @classmethod
    def from_webhook(cls, name: str) -> "MessageStatus":
        """The status that Meta calls `name`; ValueError for a name that Meta's status webhook does not know."""
        try:
            return _REPORTED[name]
        except (KeyError, TypeError):
            raise ValueError(f"unknown status {name!r}") from None


_REPORTED = {
    "sent": MessageStatus.SENT,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.READ,
    "played": MessageStatus.PLAYED,
    "failed": MessageStatus.FAILED,
}
