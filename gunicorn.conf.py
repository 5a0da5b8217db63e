"""How the web process is served. Found by gunicorn itself, so the command is just `gunicorn`."""

from gevent import monkey

# Before any other import: psycopg chooses how it waits when it is imported, and unpatched it stops the whole process.
monkey.patch_all()

import gc
import os

from gunicorn.glogging import Logger

from chatapp import logs

PRODUCTION = os.environ.get("APP_ENV", "production") == "production"

wsgi_app = "wsgi:application"
bind = f"{'0.0.0.0' if PRODUCTION else '127.0.0.1'}:{os.environ.get('PORT', '5000')}"

# Loaded once: what the processes only read, which is nearly all of it, is in memory once.
preload_app = True
worker_class = "gevent"
# Two processes: one that is busy with a long answer does not hold up what the other pushes to its sockets.
workers = int(os.environ.get("WEB_CONCURRENCY") or (2 if PRODUCTION else 1))
worker_connections = 10_000

# For requests that are being answered. Platforms kill after 30 seconds; a developer waits less gladly.
graceful_timeout = 20 if PRODUCTION else 2
timeout = 30
# Longer than the load balancer keeps an idle connection, so that it never writes into one that we are closing.
keepalive = 95

accesslog = None
errorlog = "-"
loglevel = "info" if PRODUCTION else "warning"
control_socket_disable = True


class logger_class(Logger):
    """Says its own few lines as the product says all others."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.formatter(production=PRODUCTION))


def when_ready(server):
    """Before the first fork: a collection in a process would touch, and so copy, everything that is shared.

    And a full one stops everybody, with ten thousand sockets for a third of a second: it need not come that often.
    """
    gc.set_threshold(5_000, 10, 10)
    gc.collect()
    gc.freeze()


def post_worker_init(worker):
    """Refuses to serve when something imported psycopg before the patching above (`--preload` can).

    Lets the open sockets know when the worker ends, which gunicorn alone would keep to itself. And begins to report
    what the process counts: now, as one that nobody has asked for anything is there, too.
    """
    from psycopg import waiting

    if waiting.wait is not waiting.wait_poll:
        raise RuntimeError(
            "psycopg was imported before gevent patched the sockets: one slow query would stop every request."
        )

    from chatapp import telemetry
    from chatapp.realtime.hub import hub

    hub.ends_when(lambda: not worker.alive)
    telemetry.report_for(worker.wsgi, "web")


def worker_exit(server, worker):
    """To gunicorn sockets are requests that have ended; it would leave them without a word."""
    from chatapp.realtime.hub import hub

    hub.pulse.see_off()
