"""How many buttons of which types a template may have, by its build."""

from collections.abc import Sequence
from dataclasses import dataclass

from chatapp.kinds import limits, rules
from chatapp.kinds.limits import Span
from chatapp.message_templates.authoring.button import FIELDS, DraftButton
from chatapp.message_templates.authoring.rule_error import RuleError

#: The most of each type; of all others as many as there may be buttons.
_ONCE = dict.fromkeys(("PHONE_NUMBER", "COPY_CODE", "FLOW", "VOICE_CALL", "REQUEST_CONTACT_INFO"), 1)


@dataclass(frozen=True)
class Allowed:
    """How many there are in all, of which types, and how many of each at most."""

    span: Span
    types: tuple[str, ...]
    most_of: dict[str, int]


#: By `Draft.build`. An offer has a link, and a code before it; cards have up to two buttons.
BUILDS = {
    "ordinary": Allowed(Span(0, limits.TEMPLATE_BUTTONS), tuple(FIELDS), {"URL": 2, **_ONCE}),
    "offer": Allowed(Span(1, 2), ("COPY_CODE", "URL"), {"URL": 1, **_ONCE}),
    "carousel": Allowed(limits.CARD_BUTTONS, ("QUICK_REPLY", "URL", "PHONE_NUMBER"), {"URL": 2, **_ONCE}),
}


def can_add(build: str, types: Sequence[str | None], kind: str) -> bool:
    """Whether there may be one more of this type beside `types`."""
    allowed = BUILDS[build]
    is_full = len(types) >= allowed.span.most or types.count(kind) >= allowed.most_of.get(kind, allowed.span.most)
    return kind in allowed.types and not is_full


def faults(build: str, buttons: Sequence[DraftButton]) -> rules.Faults:
    """How many, of which types, in which order; and each by itself."""
    allowed = BUILDS[build]
    yield from rules.count("buttons", len(buttons), allowed.span)
    for place, button in enumerate(buttons):
        yield from rules.choice(f"buttons.{place}.type", button.type, allowed.types)
        for fault in button.faults():
            yield RuleError(f"buttons.{place}.{fault.field}", fault.code, fault.limit)
    yield from rules.distinct((f"buttons.{place}.text", button.text) for place, button in enumerate(buttons))
    types = [button.type for button in buttons]
    for place, kind in enumerate(types):
        if types[:place].count(kind) >= allowed.most_of.get(kind, len(types)):
            yield RuleError(f"buttons.{place}.type", "too_many_of_type", allowed.most_of[kind])
    replies = [place for place, kind in enumerate(types) if kind == "QUICK_REPLY"]
    if replies and replies[-1] - replies[0] != len(replies) - 1:
        yield RuleError(f"buttons.{replies[-1]}.type", "quick_replies_apart")
