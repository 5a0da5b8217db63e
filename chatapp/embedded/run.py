"""`bin/run`: everything on one laptop, from an empty folder to a page in the browser, and back to silence."""

import argparse
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from chatapp.embedded import environment, ports, setup
from chatapp.embedded.console import Console
from chatapp.embedded.lock import FolderLock
from chatapp.embedded.programs import programs
from chatapp.embedded.services import EmbeddedServices
from chatapp.embedded.supervisor import Supervisor
from chatapp.embedded.trouble import Trouble
from chatapp.embedded.welcome import box
from chatapp.embedded.workspace import Workspace

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs until a signal; answers the exit status. What a person can mend is one sentence on standard error."""
    for number in STOP_SIGNALS:
        signal.signal(number, _stop)
    try:
        said = environment.chosen()
        os.environ.update(said)  # what .env says counts for this process too: CHATAPP_PG_BIN, for one
        _run(_options(said, argv), said, Console())
    except Trouble as trouble:
        print(f"bin/run: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _options(said: Mapping[str, str], argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Starts Chatapp with everything it needs. Data is kept in var/ (or the folder CHATAPP_VAR names).",
        epilog="With DATABASE_URL and REDIS_URL set, in the shell or in .env, those servers are used, not our own.",
    )
    parser.add_argument("--fresh", action="store_true", help="start over: forget all data in var/ first")
    parser.add_argument("--port", type=int, default=_number(said, "PORT", 5000), help="of the inbox (default 5000)")
    parser.add_argument(
        "--simulator-port",
        type=int,
        default=_number(said, "SIMULATOR_PORT", 5001),
        help="of the simulator (default 5001)",
    )
    parser.add_argument("--no-simulator", action="store_true", help="without a WhatsApp of our own: talk to Meta")
    return parser.parse_args(argv)


def _number(said: Mapping[str, str], name: str, default: int) -> int:
    value = said.get(name, str(default))
    if not value.isdigit():
        raise Trouble(f"{name} is {value!r}: set it to a number or leave it out.")
    return int(value)


def _run(options: argparse.Namespace, said: Mapping[str, str], console: Console) -> None:
    simulator_port = None if options.no_simulator else options.simulator_port
    workspace = Workspace.claim(said.get("CHATAPP_VAR"))
    with ExitStack() as stack:
        stack.enter_context(FolderLock(workspace.lock, owner="bin/run"))
        workspace.reap()
        if options.fresh:
            workspace.wipe()
        ports.require_free(options.port, "the inbox", "--port")
        if simulator_port is not None:
            ports.require_free(simulator_port, "the simulator", "--simulator-port")
        env = environment.compose(said, workspace, port=options.port, simulator_port=simulator_port)
        services = stack.enter_context(_services(said, workspace))
        env |= _server_urls(services)
        console.say("Preparing the database ...")
        setup.migrate(env, workspace)
        logins = setup.seed(env, workspace) if env["APP_ENV"] != "production" else []
        tasks = programs(env, workspace, simulator=simulator_port is not None)
        supervisor = Supervisor(tasks, services.servers, workspace, console)
        stack.callback(supervisor.stop)
        stack.callback(console.say, "Stopping ...")
        supervisor.start()
        supervisor.wait_until_ready(_addresses(options.port, simulator_port))
        console.say(box(options.port, simulator_port, logins, workspace.root / "log"))
        supervisor.watch()


def _addresses(port: int, simulator_port: int | None) -> list[str]:
    """What has to answer before anybody is told to come."""
    inbox = f"http://127.0.0.1:{port}/readyz"
    return [inbox] if simulator_port is None else [inbox, f"http://127.0.0.1:{simulator_port}/"]


def _services(said: Mapping[str, str], workspace: Workspace) -> EmbeddedServices:
    """Our own servers, but only those for which no URL was given."""
    return EmbeddedServices(workspace.root, postgres="DATABASE_URL" not in said, valkey="REDIS_URL" not in said)


def _server_urls(services: EmbeddedServices) -> dict[str, str]:
    urls = {}
    if services.postgres is not None:
        urls["DATABASE_URL"] = services.database_url
    if services.valkey is not None:
        urls["REDIS_URL"] = services.redis_url
    return urls


def _stop(number: int, frame: object) -> None:
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # once is enough: the end has its own time limits
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
