"""`python worker.py` keeps all workers running; `python worker.py QUEUE ...` is one of them."""

import sys

if __name__ == "__main__":
    if sys.argv[1:]:
        from chatapp import create_app
        from chatapp.workers.worker import work

        work(create_app(), sys.argv[1:])
    else:
        from chatapp.workers.supervision import supervise

        supervise()
