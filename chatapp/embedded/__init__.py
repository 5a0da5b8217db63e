"""PostgreSQL and Valkey from wheels for a machine that has neither, and the supervisor behind `bin/run`.

Nothing here imports the rest of the product, and only `bin/run`, the tests and CI import this.
"""

from chatapp.embedded.services import EmbeddedServices
from chatapp.embedded.trouble import Trouble

__all__ = ["EmbeddedServices", "Trouble"]
