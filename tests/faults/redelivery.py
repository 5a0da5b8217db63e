"""Everything once more: Meta may deliver whatever it has delivered already, and in any order."""

import http.client
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

from tests.faults.rig import Rig

TIMES, POSTMEN = 2, 4
#: All that the simulator remembers.
MOST = 20_000

Letter = tuple[bytes, str]


def redeliver(rig: Rig, chance: Random) -> int:
    """Each body that was ever delivered, twice, shuffled; returns how many were posted. Asserts that all are taken."""
    kept = rig.whatsapp.ask("GET", f"webhooks?limit={MOST}")["deliveries"]
    letters = list({delivery["body"]: delivery["signature"] for delivery in kept if delivery["signature"]}.items())
    everything = [(body.encode(), signature) for body, signature in letters * TIMES]
    chance.shuffle(everything)
    with ThreadPoolExecutor(POSTMEN) as postmen:
        list(postmen.map(lambda n: _post(rig.port, everything[n::POSTMEN]), range(POSTMEN)))
    return len(everything)


def _post(port: int, letters: Sequence[Letter]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for body, signature in letters:
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature}
        connection.request("POST", "/webhook", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
    connection.close()
