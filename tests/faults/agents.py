"""Agents with an app of their own: it knows the JSON API, makes client ids, and tries again as apps do."""

import threading
import time
from collections import Counter
from itertools import count
from random import Random
from uuid import uuid4

import requests

from tests.factories import PASSWORD

#: Seconds: between two tries of the same thing, and for one try.
AGAIN, PATIENCE = 0.3, 10
#: How often a conversation is read and not answered.
READS = 0.1
JSON = {"Accept": "application/json"}


class Agent(threading.Thread):
    """One person who serves some chats (their conversations' ids), one thing after the other."""

    def __init__(self, url: str, email: str, chats: list[int], pause: float, over: threading.Event, chance: Random):
        super().__init__(name=email, daemon=True)
        self.url, self.email, self.chats, self.pause, self.over, self.chance = url, email, chats, pause, over, chance
        self.session = requests.Session()
        self.serial = count(1)
        self.accepted: dict[str, str] = {}
        self.refusals: list[str] = []
        self.troubles: Counter[str] = Counter()

    def run(self) -> None:
        while not self.over.wait(self.chance.expovariate(1 / self.pause)):
            chat = self.chance.choice(self.chats)
            if self.chance.random() < READS:
                self.insist("POST", f"/conversations/{chat}/read")
            else:
                self.answer(chat)

    def answer(self, chat: int) -> None:
        """Say something new, and do not let go of it until it is accepted."""
        key, says = str(uuid4()), f"{self.name.partition('@')[0]}.{next(self.serial)}"
        if self.insist("POST", f"/conversations/{chat}/messages", client_id=key, body=says):
            self.accepted[key] = says

    def insist(self, method: str, path: str, **document: object) -> bool:
        """Ask until there is an answer that counts. False if that is a refusal."""
        while True:
            answer = self._try(method, path, document)
            if answer is not None and answer.ok:
                return True
            if answer is not None and 400 <= answer.status_code < 500:
                self.refusals.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
                return False
            time.sleep(AGAIN)

    def _try(self, method: str, path: str, document: dict) -> requests.Response | None:
        """None, or a server's error: to be tried again."""
        try:
            if "Authorization" not in self.session.headers:
                self._sign_in()
            answer = self.session.request(method, self.url + path, json=document, timeout=PATIENCE, headers=JSON)
        except requests.RequestException as error:
            self.troubles[type(error).__name__] += 1
            return None
        if answer.status_code in (401, 429) or answer.status_code >= 500:
            self.troubles[str(answer.status_code)] += 1
            if answer.status_code == 401:
                del self.session.headers["Authorization"]
            return None
        return answer

    def _sign_in(self) -> None:
        credentials = {"email": self.email, "password": PASSWORD}
        answer = self.session.post(f"{self.url}/tokens", json=credentials, timeout=PATIENCE, headers=JSON)
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
