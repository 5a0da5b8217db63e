"""The jobs that send: messages, and before them the files that they show."""

from datetime import timedelta

from flask import current_app

from chatapp.graph import graph
from chatapp.jobs import MEDIA, SENDING, job
from chatapp.messages.delivery import files
from chatapp.messages.delivery.claiming import is_anything_ready
from chatapp.messages.delivery.dispatcher import Dispatcher
from chatapp.messages.delivery.lock import only_one
from chatapp.messages.delivery.showing import Showing
from chatapp.messages.delivery.stopping import stop_signal

LOCK = 0x73656E64  # "send"


@job(SENDING, timeout=300, coalesce=True)
def dispatch() -> None:
    """Send everything that waits, of all numbers. Only one runs at a time; it is woken again if work is left."""
    with stop_signal() as stopping, only_one(LOCK) as lock:
        if lock is None:
            return
        grace = timedelta(seconds=current_app.extensions["settings"].unconfirmed_grace)
        with Showing(current_app._get_current_object()) as showing:
            Dispatcher(graph(), lock, stopping, showing, grace, bring_files.wake).run()
    # Outside the lock: a wake-up that bounced off it has been forgotten, so look once more.
    if is_anything_ready():
        dispatch.wake()


@job(MEDIA, timeout=1200)
def bring_files(message_id: int) -> None:
    """Give Meta what this message shows, and then let it leave."""
    files.bring(message_id)
    dispatch.wake()
