"""Times as people read them. The browser prints them again in the reader's own zone; this is what it starts from."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from flask_babel import get_locale, get_timezone
from flask_babel import gettext as _

from chatapp import clock

#: Minutes and days that are kept in words: those of a busy day, in all languages. A page says a hundred of them.
KEPT = 10_000


def iso(moment: datetime) -> str:
    """The `datetime` attribute: UTC, whole seconds, `2026-11-23T14:05:00Z`."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def clock_time(moment: datetime, zone: str | None = None) -> str:
    """`14:05` or `2:05 PM`, as the language has it; `zone` is needed only to differ from the page's own."""
    local = _local(moment, zone)
    return _time(time(local.hour, local.minute), "short", get_locale())


def clock_seconds(moment: datetime) -> str:
    """`14:05:12`, for what happens any moment now."""
    return _time(_local(moment, None).time().replace(microsecond=0), "medium", get_locale())


def when(moment: datetime, zone: str | None = None) -> str:
    """The shortest that is clear, for a list: the time today, "Yesterday", the weekday for a week, then the date."""
    day = _local(moment, zone).date()
    days = (_local(clock.now(), zone).date() - day).days
    if days == 0:
        return clock_time(moment, zone)
    if days == 1:
        return _("Yesterday")
    if 1 < days < 7:
        return _date(day, "EEE", get_locale())
    # The year only where it is not this one; 'MMdd' in the order of the language.
    return _date(day, "MMdd" if days < 300 else "short", get_locale())


def day_name(day: date | str, zone: str | None = None) -> str:
    """What stands between the days of a thread: Today, Yesterday, or the date in words. `day` may be ISO text."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    today = _local(clock.now(), zone).date()
    if day == today:
        return _("Today")
    return _("Yesterday") if day == today - timedelta(days=1) else _date(day, "long", get_locale())


def time_left(until: datetime) -> str:
    """`23 h` or `45 min`; never less than nothing."""
    minutes = max(0, int((until - clock.now()).total_seconds() // 60))
    return _("%(n)s h", n=minutes // 60) if minutes >= 60 else _("%(n)s min", n=minutes)


def _local(moment: datetime, zone: str | None) -> datetime:
    return moment.astimezone(ZoneInfo(zone or str(get_timezone())))


@lru_cache(KEPT)
def _time(at: time, form: str, locale: Locale | None) -> str:
    return format_time(at, form, locale=locale)


@lru_cache(KEPT)
def _date(day: date, form: str, locale: Locale | None) -> str:
    return format_skeleton(form, day, locale=locale) if form == "MMdd" else format_date(day, form, locale=locale)
