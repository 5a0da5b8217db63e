"""A Meta that takes messages and nothing else, for `tests.bench.sending`: `python -m tests.bench.stand_in_meta PORT`.

It answers 50 to 100 ms after a message has come, keeps an account of what came when, and costs its machine little:
one thread, no framework. Bodies are those of `tests.bench.outbox`: "<turn>" within a conversation.
"""

import asyncio
import random
import sys
import time
from collections import Counter

import orjson

QUICKEST, SLOWEST = 0.050, 0.100
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = b"content-length:"


class Account:
    """What came: when, how often, and whether the turns of each customer were kept."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget it all."""
        self.arrivals: dict[str, float] = {}
        self.turns: dict[str, int] = {}
        self.unanswered: Counter[str] = Counter()
        self.doubles = self.disorder = 0

    def take(self, message: dict) -> str:
        """Write it down; answers whom it is for. Two at once of one customer are disorder, too."""
        client_id, customer, turn = message["biz_opaque_callback_data"], message["to"], int(message["text"]["body"])
        self.doubles += client_id in self.arrivals
        self.disorder += turn < self.turns.get(customer, -1) or self.unanswered[customer] > 0
        self.arrivals[client_id], self.turns[customer] = time.time(), turn
        self.unanswered[customer] += 1
        return customer

    def report(self) -> bytes:
        """JSON: {"arrivals": {client id: seconds since 1970}, "doubles", "disorder"}."""
        return orjson.dumps({"arrivals": self.arrivals, "doubles": self.doubles, "disorder": self.disorder})


class Connection(asyncio.Protocol):
    """One kept connection: requests one after the other."""

    def __init__(self, account: Account) -> None:
        self._account, self._buffer = account, b""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(_HEAD_ENDS)
        length = _length(head) if found else 0
        if not found or len(rest) < length:
            return
        self._buffer = rest[length:]
        if head.startswith(b"POST"):
            customer = self._account.take(orjson.loads(rest[:length]))
            wait = random.uniform(QUICKEST, SLOWEST)
            asyncio.get_running_loop().call_later(wait, self._accept, customer)
        elif head.startswith(b"DELETE"):
            self._account.clear()
            self._answer(b"{}")
        elif head.startswith(b"GET /count "):
            self._answer(b"%d" % len(self._account.arrivals))
        else:
            self._answer(self._account.report())

    def _accept(self, customer: str) -> None:
        self._account.unanswered[customer] -= 1
        wamid = f"wamid.{len(self._account.arrivals)}.{random.getrandbits(64):x}"
        contact = {"input": customer, "wa_id": customer.removeprefix("+")}
        answer = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": wamid}]}
        self._answer(orjson.dumps(answer))

    def _answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % len(body) + body)


def _length(head: bytes) -> int:
    lowered = head.lower()
    at = lowered.find(_LENGTH)
    return int(lowered[at + len(_LENGTH) :].partition(b"\r\n")[0]) if at >= 0 else 0


async def serve(port: int) -> None:
    """On this machine only, until the process ends."""
    account, loop = Account(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(account), "127.0.0.1", port, backlog=512)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
