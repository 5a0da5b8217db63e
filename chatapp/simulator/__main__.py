"""``python -m chatapp.simulator``."""

import sys

from .server import SimulatorServer
from .settings import SimulatorSettings


def main() -> None:
    """Serve until stopped; a bad environment is one sentence and exit code 2."""
    try:
        settings = SimulatorSettings.from_env()
    except ValueError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    SimulatorServer(settings).run()


if __name__ == "__main__":
    main()
