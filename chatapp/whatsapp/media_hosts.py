"""Where files of messages are fetched from. A link comes with a webhook, so it is not ours to trust."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_DOMAINS = (".fbsbx.com", ".fbcdn.net", ".whatsapp.net", ".facebook.com")
#: Parsers disagree on hosts with anything else in them, and ours is not the one that connects.
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.?")
_PORTS = {"https": 443, "http": 80}


def is_trusted(url: str, graph_url: str) -> bool:
    """Whether `url` leads to Meta, or to the very server that stands for Meta (`graph_url`, say a simulator)."""
    try:
        target, graph = urlsplit(url), urlsplit(graph_url)
        if target.username is not None or target.password is not None:
            return False
        return _is_metas(target) or (_door(target) == _door(graph) and target.scheme in _PORTS)
    except ValueError:
        return False


def _is_metas(target: SplitResult) -> bool:
    host = target.hostname or ""
    if target.scheme != "https" or target.port not in (None, 443) or not _HOST.fullmatch(host):
        return False
    return f".{host.rstrip('.')}".endswith(_DOMAINS)


def _door(target: SplitResult) -> tuple[str, str, int | None]:
    """Scheme, host and port; all names of this machine are one."""
    return target.scheme, _here(target.hostname or ""), target.port or _PORTS.get(target.scheme)


def _here(host: str) -> str:
    if host == "localhost":
        return "loopback"
    try:
        return "loopback" if ip_address(host).is_loopback else host
    except ValueError:
        return host
