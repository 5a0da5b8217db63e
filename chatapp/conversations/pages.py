"""The list as its template sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, session
from flask_babel import gettext as _

from chatapp.conversations import queries
from chatapp.models import Conversation, ConversationStatus, User
from chatapp.refusals import invalid
from chatapp.web.negotiation import wants_json
from chatapp.web.pagination import decode_cursor, encode_cursor

TAB = "tab"
STATUSES = {
    "open": ConversationStatus.OPEN,
    "pending": ConversationStatus.PENDING,
    "resolved": ConversationStatus.RESOLVED,
}


@dataclass(frozen=True)
class ListPage:
    """`next` is the cursor of the page below, `next_url` where htmx and people find it; None at the end."""

    rows: Sequence[Conversation]
    next: str | None
    next_url: str | None

    @classmethod
    def read(cls, user: User, tab: str, status: str, before: str | None) -> "ListPage":
        position = before and queries.Position(*decode_cursor(before))
        page = queries.page(user, tab=tab, status=STATUSES[status], before=position or None)
        cursor = page.next and encode_cursor(page.next.at, page.next.id)
        query = urlencode({"tab": tab, "status": status, "before": cursor})
        return cls(page.conversations, cursor, f"/conversations?{query}" if cursor else None)


def tab_and_status(user: User) -> tuple[str, str]:
    """What part of the list is asked for; a browser comes back to the tab it was in.

    Agents begin with what nobody has taken, others with everything.
    """
    tab = request.args.get("tab") or session.get(TAB) or ("all" if user.sees_everything else "unassigned")
    status = request.args.get("status") or "open"
    faults = {}
    if tab not in queries.TABS:
        faults["tab"] = _('Use "mine", "unassigned" or "all".')
    if status not in STATUSES:
        faults["status"] = _('Use "open", "pending" or "resolved".')
    if faults:
        raise invalid(faults, _("There is no such list."))
    if "tab" in request.args and not wants_json():
        session[TAB] = tab
    return tab, status
