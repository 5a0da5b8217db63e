"""Telling that something was done."""

from collections.abc import Callable, Mapping

from flask import Response, flash

from chatapp.web.negotiation import wants_fragment, wants_json
from chatapp.web.respond import respond


def done(
    words: str,
    data: Mapping[str, object],
    location: str,
    status: int = 200,
    schema: Callable[..., object] | None = None,
) -> Response:
    """A program gets `schema(**data)` as JSON; a person's page goes on to `location`, where the words are shown."""
    if not wants_json():
        flash(words)
    if wants_fragment():
        return Response(status=204, headers={"HX-Redirect": location})
    # Nobody is left who would be shown a page.
    return respond("", data, status=status, schema=schema, location=location)
