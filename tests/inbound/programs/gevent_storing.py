"""Twenty greenlets store at the same moment; while they wait for the disk the others go on."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import threading  # noqa: E402

import gevent  # noqa: E402
import psycopg  # noqa: E402

from chatapp.inbound.group_commit import GroupCommit  # noqa: E402

ledger = GroupCommit(os.environ["DATABASE_URL"], after_commit=list)
turns = 0
blocked = threading.Event()


def go_round() -> None:
    global turns
    while True:
        turns += 1
        gevent.sleep(0.005)


with psycopg.connect(ledger.conninfo) as other:
    other.execute("LOCK TABLE webhook_events IN SHARE MODE")
    going_round = gevent.spawn(go_round)
    storing = [gevent.spawn(ledger.store, b"%d" % n) for n in range(20)]
    gevent.sleep(0.3)
    assert not any(one.ready() for one in storing), "stored while the table was locked"
    assert turns > 20, f"the process stood still: {turns} turns"
gevent.joinall(storing, timeout=5, raise_error=True)
assert all(one.successful() for one in storing)
