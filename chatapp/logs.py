"""What the processes say: one line each, which names what it belongs to.

`bound(request_id=..., job=..., webhooks=[...])` names it for every line that is written meanwhile in the same thread,
whoever writes it. In production a line is one JSON object with these names as fields, and `extra=fields(...)` adds to
one line. Texts of customers, phone numbers and secrets are never part of a line: it names rows by their ids.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import uuid4

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

#: What follows the path of an address may be a token or a signature.
_QUERY = re.compile(r"(?<=[\w/])\?[\w%.~*+-]+=[^\s'\")>]*")

_ROUTERS = re.compile(r"[\w.-]{8,64}", re.ASCII)

_bound: ContextVar[Mapping[str, object]] = ContextVar("log fields", default=MappingProxyType({}))

#: What PostgreSQL adds to an error quotes whole rows, and so what customers wrote.
_QUOTED = re.compile(
    r"\n?(DETAIL|CONTEXT):.*?(?=\n(?:HINT|LINE|STATEMENT):|\n\[SQL|\n\(Background|\n\nThe above |\n\nDuring |\Z)", re.S
)


@contextmanager
def bound(**names: object) -> Iterator[None]:
    """Every line of this block says `names` too, besides what is bound already."""
    token = _bound.set({**_bound.get(), **names})
    try:
        yield
    finally:
        _bound.reset(token)


def rebind(**names: object) -> None:
    """From here on every line of this thread says `names`, and nothing that was bound before."""
    _bound.set(names)


def request_id(given: str | None) -> str:
    """The router's id of a request if it gave one that can be trusted in a log line, else one of our own."""
    return given if given and _ROUTERS.fullmatch(given) else uuid4().hex


def names() -> Mapping[str, object]:
    """What is bound here."""
    return _bound.get()


def fields(**facts: object) -> dict[str, object]:
    """For `extra=`: more fields of one line."""
    return {"fields": facts}


def scrubbed(text: str) -> str:
    """`text` without what PostgreSQL quotes of rows and parameters, and without the queries of addresses."""
    if "DETAIL:" in text or "CONTEXT:" in text:
        text = _QUOTED.sub("", text)
    return _QUERY.sub("?...", text) if "?" in text else text


def configure(*, production: bool, level: str = "INFO") -> None:
    """Lines go to standard output, unless somebody has decided otherwise already."""
    root = logging.getLogger()
    if root.handlers:
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter(production=production))
    root.addHandler(handler)
    threading.excepthook = _ended
    root.setLevel(logging.INFO)
    # Of libraries nobody wants to hear more: urllib3 would tell whole addresses.
    logging.getLogger("chatapp").setLevel(level)


def _ended(thread: threading.ExceptHookArgs) -> None:
    """Instead of Python's own words, which would be many lines and reach no one."""
    failure = thread.exc_type, thread.exc_value, thread.exc_traceback
    logging.getLogger(__name__).error("thread %s ended", thread.thread and thread.thread.name, exc_info=failure)


def formatter(*, production: bool) -> logging.Formatter:
    return Json() if production else Short()


class Short(logging.Formatter):
    """For somebody who looks on while it runs."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname).1s %(name)s: %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        said = "".join(f" {name}={value}" for name, value in names().items())
        return super().formatMessage(record) + said


class Json(logging.Formatter):
    """One object per line: what log services read without being taught."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
            **names(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)
