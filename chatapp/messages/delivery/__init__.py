"""How queued messages reach Meta: one dispatcher, a lane for each number (docs/adr/0002).

dispatching  the job: claim, send, record, until nothing is left
claiming     which messages may leave now
taking       and they are taken, with a conditional UPDATE
files        what must be at Meta before a message can leave
pacing       Meta's two speed limits, kept ahead of time
quota        their arithmetic
turns        the line before one customer, and when each in it leaves
lanes        one number's sends in flight
attempts     one call to Meta, and what it proves
recording    what the calls proved, written in bulk
unconfirmed  what becomes of a message that Meta may or may not have
"""

from chatapp.messages.delivery.dispatching import dispatch
from chatapp.messages.delivery.turns import after_the_others, hurry

__all__ = ["after_the_others", "dispatch", "hurry"]
