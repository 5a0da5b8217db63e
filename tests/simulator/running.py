"""The real simulator in its own process, and how tests talk to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

TOKEN = "token-of-the-tests"
APP_SECRET = "secret-of-the-tests"
APP_ID = "300000000000009"
WABA, NUMBER, OTHER_NUMBER = "100000000000009", "200000000000009", "200000000000010"
DISPLAY = "551140000009"
NUMBERS = f"{NUMBER}:{WABA}:{DISPLAY}:Loja Teste;{OTHER_NUMBER}:{WABA}:554140000010:Outra Loja"
PATIENCE_S = 15.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """``python -m chatapp.simulator`` on a free port."""

    def __init__(self, webhook_url: str, verify_token: str, *, data: Path | None = None, demo: bool = False) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "SIMULATOR_PORT": str(self.port),
            "SIMULATOR_WEBHOOK_URL": webhook_url,
            "SIMULATOR_VERIFY_TOKEN": verify_token,
            "SIMULATOR_APP_SECRET": APP_SECRET,
            "SIMULATOR_APP_ID": APP_ID,
            "SIMULATOR_TOKEN": TOKEN,
            "SIMULATOR_NUMBERS": NUMBERS,
            "SIMULATOR_LATENCY_MS": "0",
            "SIMULATOR_DATA": str(data) if data else "",
            "SIMULATOR_DEMO": "1" if demo else "0",
        }
        self.http = requests.Session()
        self.http.trust_env = False
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "chatapp.simulator"]
        root = Path(__file__).parents[2]
        self.process = subprocess.Popen(command, cwd=root, env=self.environment)
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.http.get(f"{self.url}/control/switches", timeout=1).raise_for_status()
                return
            except requests.RequestException:
                assert self.process.poll() is None, "the simulator ended"
                assert time.monotonic() < until, "the simulator does not start"
                time.sleep(0.05)

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> None:
        # A connection kept open would be waited for.
        self.http.close()
        self.process.send_signal(sign)
        self.process.wait(PATIENCE_S)

    def graph(self, method: str, path: str, token: str | None = TOKEN, **options: Any) -> requests.Response:
        """A call of the Graph API at v26.0."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.http.request(method, f"{self.url}/v26.0/{path}", headers=headers, timeout=20, **options)

    def send(self, to: str | None = "+5511987654321", number: str = NUMBER, **body: Any) -> requests.Response:
        """Post a message."""
        envelope = {"messaging_product": "whatsapp", **({"to": to} if to else {}), **body}
        return self.graph("POST", f"{number}/messages", json=envelope)

    def send_text(self, text: str = "Olá", **body: Any) -> str:
        """Send a text that is accepted; gives its wamid."""
        answer = self.send(type="text", text={"body": text}, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"][0]["id"]

    def control(self, method: str, path: str, document: dict[str, Any] | None = None) -> dict[str, Any]:
        """A call of the control API that works."""
        answer = self.http.request(method, f"{self.url}/control/{path}", json=document, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def switch(self, **changes: Any) -> None:
        self.control("PATCH", "switches", changes)

    def fault(self, answer: str, **traits: Any) -> None:
        self.control("POST", "faults", {"answer": answer, **traits})

    def customer(self, name: str = "Ana Souza", wa_id: str | None = "5511987654321", **traits: Any) -> dict[str, Any]:
        """A new customer."""
        return self.control("POST", "customers", {"name": name, "wa_id": wa_id, **traits})

    def say(self, words: str = "oi", customer: str | int = "Ana Souza", **message: Any) -> str:
        """The customer writes a text (or ``type`` and its object); gives its wamid."""
        body = message or {"type": "text", "text": {"body": words}}
        return self.control("POST", "messages", {"customer": customer, "message": body})["wamid"]

    def books(self, customer: str | None = None) -> list[dict[str, Any]]:
        """The messages of one customer (or of the only one)."""
        found = self.control("GET", f"books?customer={customer}" if customer else "books")["customers"]
        return found[0]["messages"]
