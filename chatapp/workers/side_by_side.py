"""Several workers in one process, for jobs that mostly wait for others: threads, as they cost a tenth of a process."""

import signal
import threading
import time
from collections.abc import Callable, Sequence

from rq import Queue
from rq.job import Job
from rq.timeouts import TimerDeathPenalty

TICK = 0.2


class InThread:
    """What a worker of RQ does otherwise in a thread: signals and alarms are the main thread's."""

    death_penalty_class = TimerDeathPenalty
    busy = False

    def _install_signal_handlers(self) -> None:
        """The process stops all of its workers together."""

    def perform_job(self, job: Job, queue: Queue) -> bool:
        self.busy = True
        try:
            return super().perform_job(job, queue)
        finally:
            self.busy = False

    def finish(self) -> None:
        """Take no more jobs."""
        self._stop_requested = True


def work_side_by_side(make: Callable[[], InThread], count: int) -> None:
    """Run so many workers until SIGTERM or SIGINT, then let each finish what it has in hand.

    When one of them ends by itself, all do: whoever started this process starts it again.
    """
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: asked.set())
    workers = [make() for _ in range(count)]
    threads = [threading.Thread(target=_work, args=(worker,), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    while not asked.wait(TICK) and all(thread.is_alive() for thread in threads):
        pass
    _finish(workers)
    if not asked.is_set():
        raise SystemExit("a worker ended by itself")


def _work(worker: InThread) -> None:
    worker.work(logging_level="WARNING")


def _finish(workers: Sequence[InThread]) -> None:
    for worker in workers:
        worker.finish()
    while any(worker.busy for worker in workers):
        time.sleep(TICK)
    for worker in workers:
        worker.teardown()
