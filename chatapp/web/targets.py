"""Where to go after signing in: only ever to a page of our own."""

import re

HOME = "/"
#: A path, not a host: neither `//evil.example` nor `/\\evil.example`, which browsers read alike, nor anything
#: with a control character, which they leave out before they look.
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*")


def safe_target(target: str | None) -> str:
    """`target` if it is a path of this site, else the inbox."""
    return target if target and _OWN_PATH.fullmatch(target) else HOME
