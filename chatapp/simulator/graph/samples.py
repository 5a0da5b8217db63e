"""The Resumable Upload API: sample files for template headers, known by a handle afterwards."""

import base64
import secrets

from flask import request
from flask.typing import ResponseReturnValue

from ..errors import GraphError, nothing_there
from ..validation.shape import missing
from ..world import world
from .blueprint import graph

#: What Meta's reviewers look at.
SAMPLE_TYPES = ("image/jpeg", "image/png", "video/mp4", "application/pdf")
#: Open sessions and how many bytes each waits for; they end with the process, as nobody resumes one.
sessions: dict[str, int] = {}


@graph.post("/<node:app_id>/uploads")
def open_session(app_id: str) -> ResponseReturnValue:
    """``?file_length=&file_type=&file_name=``; only of the simulated app."""
    if app_id != world().settings.app_id:
        raise nothing_there(app_id)
    for name in ("file_length", "file_type"):
        if not request.values.get(name):
            raise missing(name)
    if request.values["file_type"] not in SAMPLE_TYPES:
        raise GraphError(100, f"file_type must be one of {', '.join(SAMPLE_TYPES)}", message="Invalid parameter")
    session = f"MTphdHRhY2htZW50O{secrets.token_hex(8)}"
    sessions[session] = request.values.get("file_length", 0, int)
    return {"id": f"upload:{session}?sig={secrets.token_hex(8)}"}


@graph.post("/upload:<session>")
def bring(session: str) -> ResponseReturnValue:
    """The bytes; answers with the handle. Python servers hide a header like ``file_offset``: it is not checked."""
    expected = sessions.get(session)
    if expected is None:
        raise nothing_there(f"upload:{session}")
    if len(request.get_data()) != expected:
        raise GraphError(100, f"{expected} bytes were announced.", message="Invalid parameter")
    del sessions[session]
    return {"h": f"4::{base64.b64encode(session.encode()).decode()}:ARZ{secrets.token_hex(8)}"}
