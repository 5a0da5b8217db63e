"""What every page shares: how it is answered, refused, secured, spoken and drawn."""

from flask import Flask

from chatapp.web import (
    access_log,
    addresses,
    assets,
    compression,
    errors,
    headers,
    health,
    locale,
    security,
    templating,
)
from chatapp.web.inlining import InliningEnvironment

__all__ = ["InliningEnvironment", "init_app"]


def init_app(app: Flask) -> None:
    """Order matters: requests are numbered before they are guarded, and the proxy is believed before anything."""
    addresses.init_app(app)
    access_log.init_app(app)
    locale.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    templating.init_app(app)
    assets.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    app.register_blueprint(health.blueprint)
