"""A line names what it belongs to, and nothing of what people wrote; so do reports to Sentry."""

import gzip
import json
import logging
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import brotli
import pytest
from sqlalchemy.exc import IntegrityError

from chatapp import logs
from chatapp.models import IdentityKind
from tests import factories

PHONE = "5511912345678"


@pytest.fixture
def said(caplog):
    """The lines as they would be in production."""

    def said() -> list[dict]:
        return [json.loads(line) for line in lines]

    lines = []
    handler = logging.Handler()
    handler.setFormatter(logs.Json())
    handler.emit = lambda record: lines.append(handler.format(record))
    log = logging.getLogger("chatapp.testing")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield said
    log.removeHandler(handler)


def test_a_line_names_what_is_bound_and_its_own_fields(said):
    log = logging.getLogger("chatapp.testing")
    with logs.bound(request_id="r-1", webhooks=[4711]), logs.bound(job="drain"):
        log.info("inside %s", "both", extra=logs.fields(messages=[7]))
    log.info("outside")

    inside, outside = said()
    assert inside["message"] == "inside both"
    assert {"request_id": "r-1", "webhooks": [4711], "job": "drain", "messages": [7]}.items() <= inside.items()
    assert outside.keys() == {"time", "level", "logger", "message"}


def test_a_person_who_looks_on_reads_it_too():
    record = logging.makeLogRecord({"name": "chatapp", "msg": "two words", "levelname": "INFO"})
    with logs.bound(request_id="r-1"):
        assert logs.Short().format(record).endswith("I chatapp: two words request_id=r-1")


def test_what_postgresql_quotes_of_a_row_is_not_told(app, said):
    person = factories.contact(factories.account(), PHONE)
    with pytest.raises(IntegrityError, match=PHONE) as raised:
        factories.identity(person, IdentityKind.WA_ID, PHONE)
    logging.getLogger("chatapp.testing").error("not saved: %s", raised.value, exc_info=raised.value)

    (line,) = said()
    assert "IntegrityError" in line["exception"]
    assert "duplicate key" in line["message"]
    assert PHONE not in json.dumps(line)


@pytest.mark.parametrize("quoted", ["DETAIL:  Failing row (Oi\nmeu segredo).", "CONTEXT:  JSON data: {segredo"])
def test_quotes_of_several_lines_are_left_out_whole(quoted):
    text = f"null value\n{quoted}\n[SQL: INSERT]\n(Background on this error)"
    assert logs.scrubbed(text) == "null value\n[SQL: INSERT]\n(Background on this error)"


def test_an_address_is_told_without_its_query():
    failed = "Max retries exceeded with url: /attachments/?mid=1&hash=ARb2x (Caused by https://host/a?token=x)"
    assert logs.scrubbed(failed) == "Max retries exceeded with url: /attachments/?... (Caused by https://host/a?...)"
    assert logs.scrubbed("is it there? x=1") == "is it there? x=1"


FAILING = """
import logging
import sentry_sdk
from chatapp import crash_reports, logs
from chatapp.settings import Settings

crash_reports.configure(Settings.from_env())
try:
    what_ana_wrote = "segredo"
    raise ValueError("not saved\\nDETAIL:  Failing row contains (segredo)")
except ValueError:
    with logs.bound(job_id="j-1"):
        logging.getLogger("chatapp").exception("job %s failed", "drain")
sentry_sdk.flush(timeout=60)
"""


#: Sentry's client packs with the best that it finds installed.
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.fixture
def sentry():
    """(DSN, what came): a server that takes what Sentry's would."""
    came: list[str] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append(UNPACKED[self.headers["Content-Encoding"]](body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Taker) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://key@127.0.0.1:{server.server_port}/1", came
        server.shutdown()


def test_errors_are_reported_where_one_is_configured(process_environment, sentry):
    dsn, came = sentry
    env = process_environment | {"SENTRY_DSN": dsn}
    subprocess.run([sys.executable, "-c", FAILING], env=env, check=True, timeout=90)

    (report,) = [text for text in came if "ValueError" in text]
    assert "j-1" in report
    assert "segredo" not in report


def test_nothing_of_it_is_loaded_otherwise(app):
    assert "sentry_sdk" not in sys.modules
