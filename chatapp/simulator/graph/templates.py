"""``/{account}/message_templates`` and editing one template."""

import base64
import json
import time
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from ..errors import GraphError
from ..message_templates import Template
from ..message_templates.codes import written_out
from ..message_templates.creation import check_components, check_creation
from ..world import world
from .accounts import own_account
from .blueprint import body, graph

REVIEW_S = 1.0
# Of a verified business with an approved display name.
TEMPLATE_LIMIT = 6000
FILTERS = ("name", "status", "category", "language")


@graph.get("/<node:waba_id>/message_templates")
def list_templates(waba_id: str) -> ResponseReturnValue:
    """``?limit=&after=&name=&status=&category=&language=``; 25 to a page unless told otherwise."""
    found = [template.as_json() for template in world().templates.of(own_account(waba_id))]
    for name in FILTERS:
        wanted = request.args.get(name)
        if wanted:
            found = [each for each in found if matches(each[name], wanted, name)]
    start = offset(request.args.get("after"))
    limit = max(request.args.get("limit", 25, int), 1)
    page = found[start : start + limit]
    paging: dict[str, Any] = {"cursors": {"before": cursor(start), "after": cursor(start + len(page))}}
    if start + limit < len(found):
        path = request.base_url
        paging["next"] = f"{path}?limit={limit}&after={cursor(start + limit)}"
    fields = [name for name in request.args.get("fields", "").split(",") if name]
    shown = [{key: each[key] for key in [*fields, "id"] if key in each} if fields else each for each in page]
    summary = {"summary": summarised(waba_id, found)} if request.args.get("summary") else {}
    return {"data": shown, **({"paging": paging} if page else {}), **summary}


def summarised(waba_id: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    """The counts of ``?summary=``: of this list, and of the account."""
    whole = len(world().templates.of(waba_id))
    return {
        "total_count": len(found),
        "message_template_count": whole,
        "message_template_limit": TEMPLATE_LIMIT,
        "are_translations_complete": False,
    }


def matches(value: str, wanted: str, name: str) -> bool:
    """Names by part, everything else exactly, in any case."""
    return wanted.lower() in value.lower() if name == "name" else wanted.upper() == value.upper()


def cursor(position: int) -> str:
    """An opaque cursor."""
    return base64.urlsafe_b64encode(f"p{position}".encode()).decode()


def offset(given: str | None) -> int:
    """The position of a cursor; a broken one is error 100."""
    if not given:
        return 0
    try:
        return int(base64.urlsafe_b64decode(given)[1:])
    except ValueError:
        raise GraphError(100, message="(#100) Invalid cursor") from None


@graph.post("/<node:waba_id>/message_templates")
def create_template(waba_id: str) -> ResponseReturnValue:
    """Create one: PENDING at first, decided a second later (see the switch ``template_review``)."""
    own_account(waba_id)
    sent = body()
    check_creation(sent)
    try:
        template = submit(waba_id, sent)
    except ValueError as problem:
        raise GraphError(100, str(problem), message="Invalid parameter", subcode=2388024) from None
    return {"id": template.id, "status": template.status, "category": template.category}


def submit(waba_id: str, sent: dict[str, Any]) -> Template:
    """Keep the template as PENDING and let the account's webhook hear the decision when it is made."""
    decision, at = world().board.now.template_review, time.time() + REVIEW_S
    pending = decision == "PENDING"
    document = {
        "parameter_format": sent.get("parameter_format", "POSITIONAL"),
        "components": kept_components(sent["components"], sent["category"], sent["language"]),
        "status": decision,
        "category": sent["category"],
        "rejected_reason": "INVALID_FORMAT" if decision == "REJECTED" else "NONE",
        "_decided_at": 0 if pending else at,
    }
    template = world().templates.add(waba_id, sent["name"], sent["language"], document)
    if not pending:
        world().reports.template(template, decision, at)
    return template


def kept_components(components: list[dict[str, Any]], category: str, language: str) -> list[dict[str, Any]]:
    """As they are shown afterwards: Meta writes the texts of one-time codes."""
    return written_out(components, language) if category == "AUTHENTICATION" else components


def edit_template(template: Template, sent: dict[str, Any]) -> ResponseReturnValue:
    """``POST /{template id}``: components are replaced as a whole; only in APPROVED, REJECTED or PAUSED."""
    if template.status not in ("APPROVED", "REJECTED", "PAUSED"):
        raise GraphError(100, f"A template that is {template.status} cannot be edited.", message="Invalid parameter")
    if "category" in sent and template.status == "APPROVED" and sent["category"] != template.category:
        raise GraphError(100, "The category of an approved template cannot be changed.", message="Invalid parameter")
    category = sent.get("category", template.category)
    changes = {key: sent[key] for key in ("category", "message_send_ttl_seconds") if key in sent}
    if "components" in sent:
        check_components(sent["components"], category)
        changes["components"] = kept_components(sent["components"], category, template.language)
    world().templates.change(template.id, **changes)
    return {"success": True, "id": template.id, "name": template.name, "category": template.category}


@graph.delete("/<node:waba_id>/message_templates")
def delete_templates(waba_id: str) -> ResponseReturnValue:
    """``?name=`` (all languages), ``?hsm_id=&name=`` (one) or ``?hsm_ids=[..]``."""
    name, one = request.args.get("name"), request.args.get("hsm_id")
    ids = {one} if one else set(map(str, json.loads(request.args.get("hsm_ids", "[]"))))
    found = [
        template
        for template in world().templates.of(own_account(waba_id))
        if (template.id in ids if ids else template.name == name)
    ]
    if not found:
        raise GraphError(100, "Message template not found", message="Invalid parameter", subcode=2593002, http=404)
    world().templates.remove(found)
    return {"success": True}
