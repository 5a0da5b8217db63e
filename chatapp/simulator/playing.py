"""``python -m chatapp.simulator play <scenario>``: a client of a running simulator."""

import mimetypes
import os
import sys
import time
from pathlib import Path
from typing import Any

import requests

LOOK_S = 0.3
FILES = ("image", "video", "audio", "voice", "document", "sticker")


def play(name: str) -> int:
    """Play a file (YAML or JSON) or a shipped scenario and tell each step; gives the exit code."""
    url = os.environ.get("SIMULATOR_URL") or f"http://127.0.0.1:{os.environ.get('SIMULATOR_PORT') or 5001}"
    path = Path(name)
    http = requests.Session()
    http.trust_env = False
    try:
        document = with_uploads(http, url, path) if path.suffix in (".yaml", ".yml", ".json") else {"play": name}
        told = answer_of(http.post(f"{url}/control/scenarios", json=document, timeout=10))
        return follow(http, url, told)
    except (requests.RequestException, ValueError, OSError) as problem:
        sys.stderr.write(f"simulator: {problem}\n")
        return 1


def with_uploads(http: requests.Session, url: str, path: Path) -> dict[str, Any]:
    """The scenario with every file of it replaced by an uploaded one."""
    from .scenarios.script import Script, document_of

    document = document_of(path.read_text(encoding="utf-8"))
    Script.from_json(document)
    for step in document["steps"]:
        given = step.get("sends")
        kind = next((kind for kind in FILES if isinstance(given, dict) and isinstance(given.get(kind), str)), None)
        if kind:
            step["sends"] = uploaded(http, url, kind, path.parent / given[kind], given.get("caption"))
    return document


def uploaded(http: requests.Session, url: str, kind: str, file: Path, caption: str | None) -> dict[str, Any]:
    """The message of a file."""
    mime_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    with file.open("rb") as stream:
        form = {"kind": kind, "caption": caption or ""}
        answer = http.post(
            f"{url}/control/files", files={"file": (file.name, stream, mime_type)}, data=form, timeout=60
        )
    return answer_of(answer)


def follow(http: requests.Session, url: str, told: dict[str, Any]) -> int:
    """Say each step when it is over."""
    shown = 0
    while True:
        for step in told["steps"][shown : told["at"]]:
            sys.stdout.write(f"✓ {step}\n")
        sys.stdout.flush()
        shown = told["at"]
        if told["state"] == "failed":
            sys.stderr.write(f"✗ {told['problem']}\n")
        if told["state"] != "playing":
            return 0 if told["state"] == "done" else 1
        time.sleep(LOOK_S)
        told = answer_of(http.get(f"{url}/control/scenarios/{told['id']}", timeout=10))


def answer_of(answer: requests.Response) -> dict[str, Any]:
    """The JSON of an answer; ValueError with the simulator's own words when it refused."""
    told = answer.json()
    if not answer.ok:
        raise ValueError(told.get("error", answer.reason))
    return told
