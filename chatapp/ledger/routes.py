"""The ledger: how receiving goes, webhooks to look at and to process again. For admins."""

from collections.abc import Mapping
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, request
from flask_babel import get_timezone, ngettext, to_utc
from flask_babel import gettext as _

from chatapp import conversations
from chatapp.extensions import db
from chatapp.inbound import replaying
from chatapp.ledger import figures, queries, schema
from chatapp.ledger.pages import EventView, local, seconds
from chatapp.ledger.queries import PAGE_SIZE, STATES, Filter
from chatapp.models import Role, User
from chatapp.refusals import invalid
from chatapp.web.forms import Field, fields
from chatapp.web.respond import respond
from chatapp.web.security import current_user, roles

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")
blueprint.add_app_template_filter(seconds, "duration")
blueprint.add_app_template_filter(lambda moment: local(moment, get_timezone()), "local_moment")
PAGE, ONE = "ledger/index.html", "ledger/show.html"
#: Webhooks that one request gives to processing again.
AT_ONCE = 10_000


@blueprint.get("")
@roles(Role.ADMIN)
def index() -> Response:
    """`?state=failed|waiting`, `?number_id=`, `?since=` and `?until=` (ISO 8601; without a zone, the company's);
    `?before=` an id for what is older."""
    wanted = _from_query(_FIELDS)
    before = _from_query({"before": Field(int, default=None)})["before"]
    rows = queries.listed(_me(), Filter(**wanted), before, PAGE_SIZE + 1)
    own = queries.numbers(_me())
    data = {
        "events": [EventView(row, own) for row in rows[:PAGE_SIZE]],
        "next_before": rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None,
        "wanted": Filter(**wanted),
        "query": {name: value for name, value in request.args.items() if value and name in _FIELDS},
        "figures": figures.read(_me()),
        "lines": figures.numbers(_me()),
        "counts": conversations.queries.counts(current_user),
    }
    return respond(PAGE, data, block="older" if before else "found", schema=schema.listed)


@blueprint.get("/<int:event_id>")
@roles(Role.ADMIN)
def show(event_id: int) -> Response:
    event = EventView(queries.get(_me(), event_id), queries.numbers(_me()))
    return respond(ONE, {"event": event, "counts": conversations.queries.counts(current_user)}, schema=schema.alone)


@blueprint.get("/<int:event_id>/body")
@roles(Role.ADMIN)
def body(event_id: int) -> Response:
    """The very bytes that were signed."""
    answer = Response(queries.get(_me(), event_id).body, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="webhook-{event_id}.json"'
    return answer


@blueprint.post("/<int:event_id>/replays")
@roles(Role.ADMIN)
def replay(event_id: int) -> Response:
    """Process it once more; nothing is done twice."""
    return _replay([queries.get(_me(), event_id).id], f"/ledger/{event_id}")


@blueprint.post("/replays")
@roles(Role.ADMIN)
def replay_several() -> Response:
    """Process those of a `state`, a `number_id`, a time (`since`, `until`) once more: the newest ten thousand."""
    wanted = Filter(**fields(**_FIELDS))
    if not wanted.narrows:
        words = _("Choose a state, a number or a time first.")
        raise invalid({"since": words}, words)
    return _replay(queries.ids(_me(), wanted, AT_ONCE), "/ledger")


def _replay(event_ids: list[int], location: str) -> Response:
    count = replaying.replay(event_ids)
    db.session.commit()
    flash(ngettext("%(num)s webhook is processed again.", "%(num)s webhooks are processed again.", count))
    return respond(PAGE, {"count": count}, schema=schema.replayed, status=202, location=location)


def _me() -> User:
    return current_user._get_current_object()


def _state(sent: str) -> str:
    if sent not in STATES:
        raise ValueError(sent)
    return sent


def _moment(sent: str) -> datetime:
    """A text without a zone is the company's time, as its fields are filled in."""
    moment = datetime.fromisoformat(sent)
    return moment if moment.tzinfo else to_utc(moment).replace(tzinfo=UTC)


_FIELDS = {
    "state": Field(_state, default=""),
    "number_id": Field(int, default=None),
    "since": Field(_moment, default=None),
    "until": Field(_moment, default=None),
}


def _from_query(expected: Mapping[str, Field]) -> dict[str, object]:
    values, faults = {}, {}
    for name, field in expected.items():
        try:
            values[name] = field.read(request.args.get(name))
        except ValueError as fault:
            faults[name] = str(fault)
    if faults:
        raise invalid(faults, _("Please check what you entered."))
    return values
