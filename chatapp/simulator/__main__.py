"""``python -m chatapp.simulator``, or ``python -m chatapp.simulator play <scenario>``."""

import sys

from .playing import play
from .server import SimulatorServer
from .settings import SimulatorSettings


def main() -> None:
    """Serve until stopped, or play a scenario; a bad environment is one sentence and exit code 1."""
    match sys.argv[1:]:
        case []:
            serve()
        case ["play", scenario]:
            sys.exit(play(scenario))
        case _:
            sys.exit("simulator: call it alone to serve, or with: play <scenario>")


def serve() -> None:
    """The server, in this process."""
    try:
        settings = SimulatorSettings.from_env()
    except ValueError as problem:
        sys.exit(f"simulator: {problem}")
    SimulatorServer(settings).run()


if __name__ == "__main__":
    main()
