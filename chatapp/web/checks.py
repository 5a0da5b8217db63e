"""Looking whether others answer, without ever waiting for them for long."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from flask import Flask, current_app

OK = "ok"
#: Seconds that all checks have together: who asks does not wait for long either.
PATIENCE = 2.0
#: Seconds after which a question is asked anew: its connection may lead to a machine that is no more.
GIVEN_UP = 20.0


class Check:
    """One question. It is asked in a thread of its own, and once at a time: a server that neither answers nor goes
    away must not be waited for, nor collect threads that wait for it."""

    def __init__(self, name: str, look: Callable[[], str]):
        self.name, self._look = name, look
        self._asked: Future[str] | None = None
        self._asked_at = 0.0

    def ask(self, app: Flask) -> Future[str]:
        """The answer to come, of this question or of one that is still waiting."""
        if self._asked is None or self._asked.done() or time.monotonic() - self._asked_at > GIVEN_UP:
            self._asked, self._asked_at = Future(), time.monotonic()
            threading.Thread(target=self._answer, args=(app, self._asked), name=self.name, daemon=True).start()
        return self._asked

    def _answer(self, app: Flask, answer: Future[str]) -> None:
        try:
            with app.app_context():
                answer.set_result(self._look())
        except Exception as error:
            # Without the addresses and names that an exception's text holds.
            answer.set_result(f"unreachable ({type(error).__name__})")


def outcomes(checks: Sequence[Check]) -> dict[str, str]:
    """{name: OK or what is wrong}, within `PATIENCE` seconds."""
    ends = time.monotonic() + PATIENCE
    answers = {check.name: check.ask(current_app._get_current_object()) for check in checks}
    return {name: _by(ends, answer) for name, answer in answers.items()}


def _by(ends: float, answer: Future[str]) -> str:
    try:
        return answer.result(max(0.0, ends - time.monotonic()))
    except TimeoutError:
        return "does not answer"
