"""Our own pages and scripts may change things; a page of another site may not."""

from flask import abort, request


def refuse_other_sites() -> None:
    """Browsers say where a request comes from; scripts say nothing and are welcome."""
    if request.method != "GET" and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
