"""What is counted and measured, and how it reaches whoever scrapes `/metrics` (docs/adr/0007).

    sent = Counter("chatapp_sends", "...", ("result",)) ... sent.count("sent")      in any process, with no round trip
        -> totals of this process -> every few seconds Redis -> the sum of all processes, at any web process
    in_each_process(fn)     what a process says of itself with every such report: its sockets, its connections
    at_scrape(fn)           what the database and Redis know better than any process: what waits, and since when

This package knows no feature: each declares what it counts in its own `metrics.py`, and importing that is enough.
"""

from chatapp.telemetry import ground
from chatapp.telemetry.instruments import Counter, Gauge, Histogram, Value
from chatapp.telemetry.readings import at_scrape, in_each_process, rows
from chatapp.telemetry.reporting import report_for

__all__ = ["Counter", "Gauge", "Histogram", "Value", "at_scrape", "ground", "in_each_process", "report_for", "rows"]
