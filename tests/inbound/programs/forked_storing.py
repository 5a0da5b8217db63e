"""A parent that has stored already forks: parent and child go on storing, each on a connection of its own."""

import os
import sys

from chatapp.inbound.group_commit import GroupCommit

ledger = GroupCommit(os.environ["DATABASE_URL"], after_commit=list)
ledger.store(b"0")
child = os.fork()
for n in range(1, 10) if child else range(10, 20):
    ledger.store(b"%d" % n)
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
os._exit(0)
