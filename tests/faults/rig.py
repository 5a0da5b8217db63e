"""The whole product as `bin/run` starts it and keeps it alive, on a folder and on ports of its own."""

import base64
import json
import os
import sys
from pathlib import Path
from types import TracebackType

from chatapp.embedded import EmbeddedServices, processes
from chatapp.embedded.binaries import valkey_server
from tests.journeys.product import answers
from tests.journeys.programs import ROOT, Program, free_port
from tests.journeys.whatsapp import TOKEN, WhatsApp
from tests.patience import until

START_SECONDS = 240
#: Seconds for a message's fate to be told before the number's policy decides about it.
GRACE = 8
NUMBERS = ("230000000000001", "230000000000002")
#: Starts the server, unless somebody keeps it from starting.
VALKEY = '#!/bin/sh\n[ -e "{hold}" ] && {{ echo "error: held down" >&2; exit 1; }}\nexec "{server}" "$@"\n'


class Rig:
    """`with Rig(folder) as rig:` everything runs; afterwards nothing of it does."""

    def __init__(self, folder: Path):
        self.folder, self.var = folder, folder / "var"
        self.port, simulator_port = free_port(), free_port()
        self.url, self.whatsapp = f"http://127.0.0.1:{self.port}", WhatsApp(f"http://127.0.0.1:{simulator_port}")
        self.clock, self.valkey_hold = folder / "clock", folder / "valkey.hold"
        words = ["-m", "chatapp.embedded.run", "--port", str(self.port), "--simulator-port", str(simulator_port)]
        self.environment = {**os.environ, **self._settings()}
        self.program = Program([sys.executable, *words], self.environment, folder / "said.log")

    def __enter__(self) -> "Rig":
        self.program.start()
        try:
            until(lambda: "Ctrl-C stops it" in self.said() or self.program.process.poll() is not None, START_SECONDS)
            assert self.program.process.poll() is None, self.said()
        except BaseException:
            self.program.stop()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # All of it dies with its supervisor. Whether it takes a polite leave, tests/embedded/test_run.py asks.
        self.program.kill()

    def wait_until_ready(self) -> None:
        """Until it can do its work, whatever has happened."""
        until(lambda: answers(f"{self.url}/readyz") and answers(f"{self.whatsapp.url}/control/switches"), START_SECONDS)

    def said(self) -> str:
        """All that the supervisor and its programs have written."""
        return self.program.said()

    def running(self, name: str) -> list[int]:
        """The process of "web", "worker", "simulator", "postgres" or "valkey"; none while it is not up."""
        try:
            known = json.loads((self.var / f"{name}.pid").read_text())
        except (FileNotFoundError, ValueError):
            return []
        # The file outlives the process, and its number may be somebody else's by now.
        return [known["pid"]] if processes.started_at(known["pid"]) == known["started"] else []

    def settings(self) -> dict[str, str]:
        """What another process needs to take part: the servers' addresses and the secrets."""
        services = EmbeddedServices(self.var)
        return {**self.environment, "DATABASE_URL": services.database_url, "REDIS_URL": services.redis_url}

    def _settings(self) -> dict[str, str]:
        wrapper = self.folder / "valkey-server"
        wrapper.write_text(VALKEY.format(hold=self.valkey_hold, server=valkey_server()))
        wrapper.chmod(0o700)
        return {
            "APP_ENV": "development",
            "CHATAPP_VAR": str(self.var),
            "PUBLIC_URL": self.url,
            "SECRET_KEY": "a secret key that only this storm uses, long enough",
            "SECRETS_KEYS": "k1:" + base64.b64encode(b"1" * 32).decode(),
            "WEB_CONCURRENCY": "2",
            "UNCONFIRMED_GRACE": str(GRACE),
            "CHATAPP_VALKEY_BIN": str(wrapper),
            "CLOCK_IS_WRONG": str(self.clock),
            "PYTHONPATH": f"{ROOT}:{Path(__file__).parent / 'moved_clock'}",
            "SIMULATOR_TOKEN": TOKEN,
            "SIMULATOR_NUMBERS": ";".join(f"{n}:100000000000001:55{n[-11:]}:Torra Café" for n in NUMBERS),
            "SIMULATOR_LATENCY_MS": "10-40",
            "SIMULATOR_DEMO": "0",
        }
