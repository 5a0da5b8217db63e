"""Why Meta said no, kept in one text: its code on the first line, then its own words, if it sent any."""

from typing import NamedTuple

from chatapp.message_templates.statuses import REASONS


class Reason(NamedTuple):
    """`words` are ours, `told` Meta's own (in English)."""

    code: str
    words: str
    told: str


def write(code: object, *told: object) -> str | None:
    """What is kept; None when Meta gives no reason."""
    words = [str(one).strip() for one in told if one]
    code = str(code or "NONE").upper()
    return "\n".join([code, *words]) if words or code != "NONE" else None


def read(kept: str | None) -> Reason | None:
    """For showing it to somebody."""
    if not kept:
        return None
    code, _, told = kept.partition("\n")
    return Reason(code, str(REASONS.get(code, "")), told)


def newer(kept: str | None, code: str | None) -> str | None:
    """After a list, which has codes only: Meta's own words stay as long as its code does."""
    if kept and code and kept.partition("\n")[0] == code:
        return kept
    return code
