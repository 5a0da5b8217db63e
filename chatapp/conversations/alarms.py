"""What keeps a number of the company from working, in words for whoever sees the list."""

from dataclasses import dataclass

from flask_babel import gettext as _

from chatapp.accounts import queries
from chatapp.models import PhoneNumber, User
from chatapp.whatsapp import errors


@dataclass(frozen=True)
class Alarm:
    """Meta refuses this number's token or the number itself; `code` is Meta's."""

    number: PhoneNumber

    @property
    def code(self) -> int:
        return self.number.alarm_code

    @property
    def label(self) -> str:
        return self.number.label

    @property
    def words(self) -> str:
        """What happened and what to do, in the reader's language."""
        verdict = errors.verdict(self.code)
        return f"{_(verdict.happened)} {_(verdict.cure)}"


def alarms(user: User) -> list[Alarm]:
    """The alarms of this person's company."""
    return [Alarm(number) for number in queries.alarmed_numbers(user.account_id)]
