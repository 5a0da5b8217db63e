"""What the product finds in its environment on a laptop, and who has the say: shell, then .env, then var/dev.env."""

import base64
import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from chatapp.embedded.trouble import Trouble
from chatapp.embedded.workspace import PROJECT, Workspace

#: phone_number_id : WhatsApp business account id : display number in digits : verified name
DEMO_NUMBERS = (
    "200000000000001:100000000000001:551140000001:Loja São Paulo;"
    "200000000000002:100000000000001:554140000002:Loja Curitiba"
)

#: Made once and kept: what is encrypted or signed with them must stay readable after a restart.
GENERATED: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "SECRETS_KEYS": lambda: "laptop:" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "SIMULATOR_APP_SECRET": lambda: secrets.token_hex(16),
    "SIMULATOR_VERIFY_TOKEN": lambda: secrets.token_urlsafe(24),
    "SIMULATOR_TOKEN": lambda: "EAA" + secrets.token_urlsafe(96),
}

ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def chosen() -> dict[str, str]:
    """What a person set: the shell's environment over the project's .env file. Empty means not set."""
    spoken = {name: value for name, value in os.environ.items() if value}
    return read_file(PROJECT / ".env") | spoken


def read_file(path: Path) -> dict[str, str]:
    """NAME=value lines, quotes allowed around the value; comments and empty values are skipped.

    Raises Trouble for a line that is neither. A file that is not there is empty.
    """
    if not path.exists():
        return {}
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = ASSIGNMENT.fullmatch(text)
        if not match:
            raise Trouble(f"{path}, line {number} is not NAME=value: correct it or begin it with #.")
        name, value = match[1], match[2].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if value:
            values[name] = value
    return values


def kept_secrets(workspace: Workspace) -> dict[str, str]:
    """The generated secrets of this folder; what is missing is made and written first (mode 600)."""
    known = read_file(workspace.secrets)
    missing = {name: make() for name, make in GENERATED.items() if name not in known}
    if missing:
        everything = known | missing
        draft = workspace.secrets.with_suffix(".new")
        draft.touch(mode=0o600)
        heading = "# Made by bin/run for this folder's data. Losing it makes the stored tokens unreadable.\n"
        draft.write_text(heading + "".join(f"{name}={value}\n" for name, value in everything.items()))
        draft.replace(workspace.secrets)
    return known | missing


def compose(said: Mapping[str, str], workspace: Workspace, *, port: int, simulator_port: int | None) -> dict[str, str]:
    """Everything the product's processes need but the URLs of the servers; what was `said` wins."""
    address = f"http://localhost:{port}"
    made = kept_secrets(workspace)
    settled = {"PORT": str(port), "CHATAPP_VAR": str(workspace.root), "PYTHONUNBUFFERED": "1"}
    proxied_not = [said.get("no_proxy") or said.get("NO_PROXY"), "localhost", "127.0.0.1"]
    settled["no_proxy"] = ",".join(filter(None, proxied_not))  # product and simulator talk to each other directly
    defaults = {"APP_ENV": "development", "PUBLIC_URL": address}
    if simulator_port is not None:
        defaults |= {
            "GRAPH_BASE_URL": f"http://127.0.0.1:{simulator_port}",
            "META_APP_SECRET": said.get("SIMULATOR_APP_SECRET", made["SIMULATOR_APP_SECRET"]),
            "META_VERIFY_TOKEN": said.get("SIMULATOR_VERIFY_TOKEN", made["SIMULATOR_VERIFY_TOKEN"]),
            "SIMULATOR_WEBHOOK_URL": f"http://127.0.0.1:{port}/webhook",
            "SIMULATOR_NUMBERS": DEMO_NUMBERS,
            "SIMULATOR_DATA": str(workspace.root / "simulator"),
        }
        settled["SIMULATOR_PORT"] = str(simulator_port)
    return defaults | made | dict(said) | settled
