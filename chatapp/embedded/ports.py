"""Whether a port is free, asked before anything is started on it."""

import errno
import socket
import sys

from chatapp.embedded.trouble import Trouble


def require_free(port: int, what: str, option: str) -> None:
    """Raises Trouble, with the option that names another port, when nothing can listen on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as the servers do: a closing connection is no owner
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen()
        except OverflowError:
            raise Trouble(f"{port} is not a port: choose one from 1024 to 65535 with {option}.") from None
        except OSError as error:
            raise Trouble(_sentence(error, port, what, option)) from None


def _sentence(error: OSError, port: int, what: str, option: str) -> str:
    if error.errno == errno.EACCES:
        return f"Port {port} for {what} is reserved for root: choose one from 1024 to 65535 with {option}."
    airplay = " (on a Mac it is often the AirPlay receiver)" if sys.platform == "darwin" else ""
    return (
        f"Port {port} for {what} is used by another program{airplay}: choose another, for example {option} {port + 50}."
    )
