"""The reference of receiving: the same server, answering after the signature check alone, with nothing stored."""

from http import HTTPStatus

from chatapp import create_app
from chatapp.inbound import front


class BareFront(front.WebhookFront):
    """Reads and verifies, like its parent, and is done."""

    def _receive(self, environ: dict) -> tuple[HTTPStatus, str]:
        self._verify(front._read(environ), environ.get("HTTP_X_HUB_SIGNATURE_256"))
        return HTTPStatus.OK, "stored"


application = create_app()
application.wsgi_app = BareFront(application.wsgi_app.wsgi_app, application)
