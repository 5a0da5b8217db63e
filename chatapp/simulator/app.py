"""The Flask app of the simulator."""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from .control import control
from .errors import GraphError
from .graph import NodeConverter, VersionConverter, graph
from .phone import phone
from .settings import SimulatorSettings
from .world import World

POLICY = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; object-src 'none'"


def create_simulator(settings: SimulatorSettings) -> Flask:
    """Build the app and its world; ``app.extensions["simulator"].start()`` begins the webhooks."""
    app = Flask(__name__)
    app.json.sort_keys = False
    app.config["MAX_CONTENT_LENGTH"] = 110 * 1024 * 1024
    app.url_map.converters.update(node=NodeConverter, version=VersionConverter)
    app.extensions["simulator"] = World.create(settings)
    app.register_blueprint(phone)
    app.register_blueprint(control)
    app.register_blueprint(graph)
    app.register_blueprint(graph, url_prefix="/<version:version>", name="versioned")
    app.register_error_handler(HTTPException, answer_unknown)
    app.after_request(protect)
    return app


def answer_unknown(problem: HTTPException) -> ResponseReturnValue:
    """A path nobody serves: Meta's words, except on our own pages."""
    if request.path.startswith(("/control", "/phone", "/static")) or request.path == "/":
        return problem
    error = GraphError(2500, message=f"Unknown path components: {request.path}", http=problem.code or 400)
    return error.as_answer(), error.http


def protect(response):
    """The strict policy of our pages: nothing inline, nothing from elsewhere."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
