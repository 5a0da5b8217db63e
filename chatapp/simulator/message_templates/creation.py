"""Meta's rules for a new template."""

import re
from typing import Any

from ..errors import GraphError
from .cards import check_carousel, check_offer
from .codes import check_code
from .parts import TEXT_LIMITS, check_buttons, check_sample, check_text
from .refusing import invalid

CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
LONGEST_NAME = 512


def check_creation(sent: dict[str, Any]) -> None:
    """Name, language, category and components."""
    for key in ("name", "language", "category", "components"):
        if not sent.get(key):
            raise GraphError(100, message=f"(#100) The parameter {key} is required.")
    if not re.fullmatch(rf"[a-z0-9_]{{1,{LONGEST_NAME}}}", str(sent["name"])):
        raise invalid("A template name has lower-case letters, digits and underscores only, at most 512.")
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Za-z]{2,4})?", str(sent["language"])):
        raise invalid(f"Unknown language {sent['language']}.")
    if sent["category"] not in CATEGORIES:
        raise invalid(f"category must be one of {{{', '.join(CATEGORIES)}}}.")
    check_components(sent["components"], sent["category"])


def check_components(components: Any, category: str) -> None:
    """A body, texts within their limits, variables with samples, buttons within theirs."""
    if not isinstance(components, list) or not all(isinstance(each, dict) for each in components):
        raise invalid("components must be an array of objects.")
    by_type = {str(each.get("type", "")).upper(): each for each in components}
    if "BODY" not in by_type:
        raise invalid("A template needs a BODY.")
    for kind in TEXT_LIMITS.keys() & by_type.keys():
        check_text(kind, by_type[kind], category)
    check_sample(by_type.get("HEADER", {}))
    if "BUTTONS" in by_type:
        check_buttons(by_type["BUTTONS"].get("buttons", []))
    if category == "AUTHENTICATION":
        check_code(by_type)
    if "LIMITED_TIME_OFFER" in by_type:
        check_offer(by_type, category)
    if "CAROUSEL" in by_type:
        check_carousel(by_type, category)
