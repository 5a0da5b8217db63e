"""One view for every caller: JSON for programs, a block for htmx, a page or a redirect for a plain browser."""

from collections.abc import Callable, Mapping, Sequence

import orjson
from flask import Response, make_response, redirect, render_template
from flask_babel import gettext as _
from jinja2_fragments.flask import render_block, render_blocks

from chatapp.refusals import Refusal
from chatapp.web.negotiation import VARY, wants_fragment, wants_json


def respond(
    template: str,
    data: Mapping[str, object],
    *,
    block: str | Sequence[str] | None = None,
    schema: Callable[..., object] | None = None,
    status: int = 200,
    location: str | None = None,
) -> Response:
    """Answer the current request from one dict, so that page and JSON cannot drift.

    template  the page; or a partial, if `block` is not given and htmx is to have all of it
    block     what htmx gets of it; several are put one after the other
    schema    called with **data, gives the JSON body; without it a program is told 406
    status    of the JSON and htmx answers, and of a page that is not redirected
    location  after a write: where a plain browser goes (303), and where a program finds what it created (201)
    """
    if wants_json():
        response = _json(schema, data, status)
        if location and status == 201:
            response.headers["Location"] = location
    elif wants_fragment():
        response = make_response(_fragment(template, block, data), status)
    elif location:
        response = redirect(location, 303)
    else:
        response = make_response(render_template(template, **data), status)
    response.vary.update(VARY)
    return response


def json_response(body: object, status: int = 200) -> Response:
    """A JSON answer; times become ISO 8601 in UTC."""
    return Response(orjson.dumps(body, option=orjson.OPT_UTC_Z), status, mimetype="application/json")


def _json(schema: Callable[..., object] | None, data: Mapping[str, object], status: int) -> Response:
    if schema is None:
        raise Refusal("not_acceptable", _("This address answers people, not programs."), status=406)
    if status == 204:
        return Response(status=204)
    return json_response(schema(**data), status)


def _fragment(template: str, block: str | Sequence[str] | None, data: Mapping[str, object]) -> str:
    if block is None:
        return render_template(template, **data)
    if isinstance(block, str):
        return render_block(template, block, **data)
    return render_blocks(template, list(block), **data)
