"""``python -m chatapp.simulator``."""

import sys

from .server import SimulatorServer
from .settings import SimulatorSettings


def main() -> None:
    """Serve until stopped; a bad environment is one sentence and exit code 1."""
    try:
        settings = SimulatorSettings.from_env()
    except ValueError as problem:
        sys.exit(f"simulator: {problem}")
    SimulatorServer(settings).run()


if __name__ == "__main__":
    main()
