"""Serves the simulator with gunicorn: one worker, many threads, so that streams and slow answers cost little."""

import ctypes
import signal
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from . import demo
from .settings import SimulatorSettings

THREADS = 128
PR_SET_PDEATHSIG = 1


class SimulatorServer(BaseApplication):
    """Gunicorn without a command line. The app is built in the worker: threads do not survive a fork."""

    def __init__(self, settings: SimulatorSettings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """One worker, because the queue of webhooks lives in its memory."""
        options = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            # A client that keeps connections must never write into one that we are closing.
            "keepalive": 300,
            "graceful_timeout": 1,
            "timeout": 60,
            "loglevel": "warning",
            "proc_name": "simulator",
            "control_socket_disable": True,
            "post_fork": die_with_the_master,
            "post_worker_init": stop_streams_first,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in the worker."""
        from .app import create_simulator

        app = create_simulator(self._settings)
        world = app.extensions["simulator"]
        world.start()
        if self._settings.demo:
            demo.begin(world)
        return app


def die_with_the_master(arbiter: Any, worker: Any) -> None:
    """A killed master must not leave a worker that still holds the port. Elsewhere gunicorn notices within a second."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def stop_streams_first(worker: Any) -> None:
    """On SIGTERM end the open streams before gunicorn waits for them."""
    gently = signal.getsignal(signal.SIGTERM)

    def stop(signum: int, frame: Any) -> None:
        worker.wsgi.extensions["simulator"].stop()
        gently(signum, frame)

    signal.signal(signal.SIGTERM, stop)
