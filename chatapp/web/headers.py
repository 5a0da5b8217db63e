"""What every answer says about itself, so that a browser helps to keep it safe."""

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from chatapp.settings import Settings
from chatapp.storage import storage

#: `{files}` is where pictures and films come from besides ourselves: nowhere, or the bucket.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:{files}",
        "media-src 'self' blob:{files}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types htmx",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Strict enough for the CSRF check, which wants a referrer from ourselves under https.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=(self), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Pages and fragments share addresses and hold customers' words: no cache may keep them.
    "Cache-Control": "no-store",
}
STRICT_TRANSPORT_SECURITY = "max-age=31536000"


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    headers = {**HEADERS, "Content-Security-Policy": _policy(app)}
    if settings.is_production:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
        # The one hop of a Heroku-like router; nothing else may tell us who calls.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


def _policy(app: Flask) -> str:
    with app.app_context():
        origin = storage().origin
    return CONTENT_SECURITY_POLICY.format(files=f" {origin}" if origin else "")
