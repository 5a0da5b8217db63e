"""Times as people read them. The browser prints them again in the reader's own zone; this is what it starts from."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from flask_babel import format_date, format_time, get_locale, get_timezone
from flask_babel import gettext as _

from chatapp import clock


def iso(moment: datetime) -> str:
    """The `datetime` attribute: UTC, whole seconds, `2026-11-23T14:05:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_time(moment: datetime, zone: str | None = None) -> str:
    """`14:05` or `2:05 PM`, as the language has it; `zone` is needed only to differ from the page's own."""
    return format_time(_local(moment, zone), "short", rebase=False)


def clock_seconds(moment: datetime) -> str:
    """`14:05:12`, for what happens any moment now."""
    return format_time(_local(moment, None), "medium", rebase=False)


def when(moment: datetime, zone: str | None = None) -> str:
    """The shortest that is clear, for a list: the time today, "Yesterday", the weekday for a week, then the date."""
    day = _local(moment, zone).date()
    days = (_local(clock.now(), zone).date() - day).days
    if days == 0:
        return clock_time(moment, zone)
    if days == 1:
        return _("Yesterday")
    if 1 < days < 7:
        return format_date(day, "EEE", rebase=False)
    # The year only where it is not this one; 'MMdd' in the order of the language.
    return format_skeleton("MMdd", day, locale=get_locale()) if days < 300 else format_date(day, "short", rebase=False)


def day_name(day: date | str, zone: str | None = None) -> str:
    """What stands between the days of a thread: Today, Yesterday, or the date in words. `day` may be ISO text."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    today = _local(clock.now(), zone).date()
    if day == today:
        return _("Today")
    return _("Yesterday") if day == today - timedelta(days=1) else format_date(day, "long", rebase=False)


def time_left(until: datetime) -> str:
    """`23 h` or `45 min`; never less than nothing."""
    minutes = max(0, int((until - clock.now()).total_seconds() // 60))
    return _("%(n)s h", n=minutes // 60) if minutes >= 60 else _("%(n)s min", n=minutes)


def _local(moment: datetime, zone: str | None) -> datetime:
    return moment.astimezone(ZoneInfo(zone) if zone else get_timezone())
