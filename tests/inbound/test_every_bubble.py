"""Every webhook body that we have an example of is seen as what it is, from the wire to the bubble."""

from pathlib import Path

from chatapp import realtime
from chatapp.extensions import db
from chatapp.messages import queries
from chatapp.messages.bubbles import Bubble
from chatapp.models import Message
from chatapp.whatsapp import facts
from chatapp.whatsapp.webhook import parse
from tests import factories

BODIES = sorted((Path(__file__).parents[1] / "fixtures" / "webhooks").glob("*.json"))
#: What nobody can show: types of the future and of long ago.
OPAQUE = {"unknown", "unknown_ephemeral"}


def test_nothing_that_meta_documents_falls_back_to_a_placeholder(account, arrive):
    seen: dict[str, set[str]] = {}
    numbers: set[str] = set()
    for path in BODIES:
        body = path.read_bytes()
        names = {fact.phone_number_id for fact in parse(body) if isinstance(fact, facts.NumberFact)}
        for name in names - numbers:
            factories.phone_number(account, phone_number_id=name)
        numbers |= names
        known = set(db.session.scalars(db.select(Message.id)))
        arrive(body)
        new = set(db.session.scalars(db.select(Message.id))) - known
        seen[path.stem] = {look(bubble) for bubble in Bubble.all(queries.for_display(new))}
    assert {stem for stem, looks in seen.items() if "opaque" in looks} == OPAQUE
    assert sum(map(bool, seen.values())) > 45


def look(bubble: Bubble) -> str:
    html = realtime.fragments.render("messages/_message.html", "en", message=bubble)
    assert f'data-message="{bubble.id}"' in html
    return "opaque" if "cannot be shown" in html else bubble.kind
