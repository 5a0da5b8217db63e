"""`GET /metrics`, for Prometheus."""

import hmac

from flask import Blueprint, Response, abort, current_app, request

from chatapp.telemetry import exposition
from chatapp.web.security import public

blueprint = Blueprint("telemetry", __name__)


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Whoever shows METRICS_TOKEN as a bearer token may read; where none is set there is nothing here for anybody."""
    token = current_app.extensions["settings"].metrics_token
    if token is None:
        abort(404)
    scheme, _sep, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(shown.strip().encode(), token.encode()):
        abort(401)
    return Response(exposition.text(), content_type=exposition.CONTENT_TYPE)
