"""Meta's rules for new templates, so that it does not have to refuse them."""

import re
from typing import TYPE_CHECKING

from chatapp.kinds import limits, rules
from chatapp.kinds.limits import CARDS
from chatapp.message_templates.authoring import button_rules, offer, wording
from chatapp.message_templates.authoring.rule_error import RuleError
from chatapp.message_templates.languages import CODES
from chatapp.message_templates.statuses import CATEGORIES
from chatapp.message_templates.variables import names

if TYPE_CHECKING:
    from chatapp.message_templates.authoring.draft import Draft

BODY, FOOTER = 1024, 60
#: The only category that offers and carousels may have.
MARKETING = "MARKETING"

_NAME = re.compile(r"[a-z0-9_]+")


def faults(draft: "Draft") -> rules.Faults:
    """Everything, in the order of the form."""
    yield from rules.words("name", draft.name, limits.TEMPLATE_NAME)
    if isinstance(draft.name, str) and not _NAME.fullmatch(draft.name):
        yield RuleError("name", "bad_name")
    yield from rules.choice("language", draft.language, CODES)
    yield from rules.choice("category", draft.category, CATEGORIES)
    if draft.is_one_time_code:
        yield from draft.code.faults()
        return
    if draft.build != "ordinary" and draft.category != MARKETING:
        yield RuleError("category", "marketing_only")
    yield from {"ordinary": _ordinary, "offer": _offer, "carousel": _carousel}[draft.build](draft)
    yield from wording.alike(draft.texts)


def _ordinary(draft: "Draft") -> rules.Faults:
    if draft.header.type:
        yield from draft.header.faults("header")
    yield from wording.body("body", draft.body, BODY)
    yield from rules.some_words("footer", draft.footer, FOOTER)
    if isinstance(draft.footer, str) and names(draft.footer):
        yield RuleError("footer", "no_variables")
    yield from button_rules.faults(draft.build, draft.buttons)


def _offer(draft: "Draft") -> rules.Faults:
    yield from draft.header.faults("header", offer.HEADERS)
    yield from wording.body("body", draft.body, offer.BODY)
    yield from rules.absent("footer", draft.footer)
    yield from draft.offer.faults(draft.buttons)
    yield from button_rules.faults(draft.build, draft.buttons)


def _carousel(draft: "Draft") -> rules.Faults:
    """A message with nothing but a text, and two to ten cards that are alike."""
    yield from rules.absent("header.type", draft.header.type or None)
    yield from wording.body("body", draft.body, BODY)
    yield from rules.absent("footer", draft.footer)
    yield from rules.absent("buttons", draft.buttons or None)
    yield from rules.count("cards", len(draft.cards), CARDS)
    for place, card in enumerate(draft.cards):
        for fault in card.faults():
            yield RuleError(f"cards.{place}.{fault.field}", fault.code, fault.limit)
        for field, own, first in zip(_SHAPE, card.shape, draft.cards[0].shape, strict=True):
            if own != first:
                yield RuleError(f"cards.{place}.{field}", "unlike_first_card")


_SHAPE = ("header.type", "body.text", "buttons")
