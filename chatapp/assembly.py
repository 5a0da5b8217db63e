"""Puts the app together: settings, extensions, blueprints, commands. No decisions are taken here."""

from flask import Flask

import chatapp.accounts.routes
import chatapp.composing.routes
import chatapp.contacts.routes
import chatapp.conversations.routes
import chatapp.conversations.starting.routes
import chatapp.gallery.routes
import chatapp.inbound.routes
import chatapp.ledger.routes
import chatapp.media.routes
import chatapp.media.upload_routes
import chatapp.message_templates.authoring.routes
import chatapp.message_templates.picker.routes
import chatapp.message_templates.routes
import chatapp.messages.routes
import chatapp.messages.single.routes
import chatapp.password_resets.routes
import chatapp.profile.routes
import chatapp.quick_replies.routes
import chatapp.realtime.routes
import chatapp.sessions.routes
import chatapp.teams.routes
import chatapp.telemetry.routes
import chatapp.users.routes
from chatapp import cli, crash_reports, extensions, web
from chatapp.inbound.front import WebhookFront
from chatapp.secret_keys import Keyring
from chatapp.settings import Settings

BLUEPRINTS = (
    chatapp.sessions.routes.blueprint,
    chatapp.accounts.routes.blueprint,
    chatapp.composing.routes.blueprint,
    chatapp.contacts.routes.blueprint,
    chatapp.conversations.routes.blueprint,
    chatapp.conversations.starting.routes.blueprint,
    chatapp.messages.routes.blueprint,
    chatapp.messages.single.routes.blueprint,
    chatapp.media.routes.blueprint,
    chatapp.media.upload_routes.blueprint,
    chatapp.gallery.routes.blueprint,
    chatapp.message_templates.routes.blueprint,
    chatapp.message_templates.authoring.routes.blueprint,
    chatapp.message_templates.picker.routes.blueprint,
    chatapp.password_resets.routes.blueprint,
    chatapp.profile.routes.blueprint,
    chatapp.quick_replies.routes.blueprint,
    chatapp.teams.routes.blueprint,
    chatapp.users.routes.blueprint,
    chatapp.inbound.routes.blueprint,
    chatapp.ledger.routes.blueprint,
    chatapp.realtime.routes.blueprint,
    chatapp.telemetry.routes.blueprint,
)


def assemble(settings: Settings) -> Flask:
    crash_reports.configure(settings)
    app = Flask("chatapp", static_folder=None)
    app.jinja_environment = web.InliningEnvironment
    app.config.from_mapping(_flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["keyring"] = Keyring(settings.secrets_keys)
    for extension in (
        extensions.db,
        extensions.redis,
        extensions.login,
        extensions.csrf,
        extensions.limiter,
    ):
        extension.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory="migrations", compare_type=True)
    web.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.init_app(app)
    app.wsgi_app = WebhookFront(app.wsgi_app, app)
    return app


def _flask_config(settings: Settings) -> dict:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": settings.database_pool,
            "max_overflow": 0,
            "pool_pre_ping": True,
            # A traceback must not carry what customers wrote into the log.
            "hide_parameters": True,
            # A plan made generic after five runs walks whole tables for rare values (docs/adr/0003).
            "connect_args": {"prepare_threshold": None, "connect_timeout": 3},
        },
        "REDIS_URL": settings.redis_url,
        # The limiter has its own word for a Redis on a Unix socket.
        "RATELIMIT_STORAGE_URI": settings.redis_url.replace("unix://", "redis+unix://"),
        "RATELIMIT_SWALLOW_ERRORS": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_production,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": settings.is_production,
        "MAX_CONTENT_LENGTH": 3 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "BABEL_DEFAULT_LOCALE": "en",
    }
