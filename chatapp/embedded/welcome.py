"""The box that says where everything is."""

import sys
from collections.abc import Sequence
from pathlib import Path

from chatapp.embedded.setup import Login


def box(port: int, simulator_port: int | None, logins: Sequence[Login], logs: Path) -> str:
    """Addresses and logins in a frame; drawn with plain characters where the terminal's encoding has no others."""
    addresses = {"Inbox": f"http://localhost:{port}"}
    if simulator_port is not None:
        addresses["Customer's phone"] = f"http://localhost:{simulator_port}"
        addresses["Simulator's control"] = f"http://localhost:{simulator_port}/control"
    lines = ["Chatapp is running", "", *_columns(list(addresses.items()))]
    if logins:
        rows = [(login.name, login.role.capitalize(), login.email, login.password) for login in logins]
        lines += ["", *_columns([("Sign in as", "Role", "E-mail", "Password"), *rows])]
    lines += ["", "Ctrl-C stops it, bin/run starts it again, bin/run --fresh starts over."]
    lines.append(f"Logs are in {logs}.")
    return _framed(lines, sys.stdout.encoding)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _framed(lines: Sequence[str], encoding: str) -> str:
    try:
        "╭╮╰╯─│".encode(encoding)
        corners, flat, upright = "╭╮╰╯", "─", "│"
    except UnicodeEncodeError:
        corners, flat, upright = "++++", "-", "|"
    width = max(map(len, lines)) + 4
    body = [f"{upright}  {line.ljust(width - 4)}  {upright}" for line in lines]
    return "\n".join([corners[0] + flat * width + corners[1], *body, corners[2] + flat * width + corners[3]])
