"""Meta's numbers on transport, in one place; what a message may say is limited in `kinds.limits`."""

from datetime import timedelta

CALLBACK_DATA = 512
"""Characters of `biz_opaque_callback_data`."""

SERVICE_WINDOW = timedelta(hours=24)
"""How long free text may be sent after the customer's last message or call."""

TYPING_INDICATOR = timedelta(seconds=25)
"""How long the customer sees "typing" unless a message ends it."""

READ_RECEIPT_AGE = timedelta(days=30)
"""Older messages cannot be marked read, quoted or reacted to (131009)."""

WEBHOOK_BODY = 3 * 1024 * 1024
"""Bytes of one webhook."""

WEBHOOK_UPDATES = 1_000
"""Messages and statuses in one webhook."""

THROUGHPUT = 80
THROUGHPUT_HIGH = 1_000
THROUGHPUT_COEXISTENCE = 20
"""Messages per second of one business number, in and out (130429)."""

PAIR_INTERVAL = timedelta(seconds=6)
PAIR_BURST = 45
"""One message per interval to the same customer; a burst borrows from the future (131056)."""
