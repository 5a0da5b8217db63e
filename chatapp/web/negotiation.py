"""Who is asking, and in which language of the web: a program (JSON), htmx (a fragment) or a plain browser (a page)."""

from flask import request

#: What a shared or private cache must tell apart, since one URL answers all three.
VARY = ("Accept", "HX-Request", "HX-History-Restore-Request")


def wants_json() -> bool:
    """`Accept` prefers JSON; where it does not care, whoever sends JSON is answered in JSON, all others in HTML."""
    json, html = (request.accept_mimetypes[kind] for kind in ("application/json", "text/html"))
    return json > html or (json == html and request.is_json)


def wants_fragment() -> bool:
    """htmx asks for a part; when it restores history it wants the whole page after all."""
    return _says("HX-Request") and not _says("HX-History-Restore-Request") and not wants_json()


def _says(header: str) -> bool:
    return request.headers.get(header) == "true"
