"""The control page: one row per switch, words beside each."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from ..errors import CATALOGUE
from ..faults import ANSWERS, ROUTES
from ..switches import CHOICES, TYPES
from ..world import world
from .blueprint import control

WORDS: dict[str, list[tuple[str, str, str]]] = {
    "Webhooks": [
        ("paused", "Paused", "Keep updates back until this is off"),
        ("duplicate", "Duplicates", "Chance that an accepted body comes again"),
        ("shuffle_ms", "Shuffle", "Updates overtake one another within so many ms"),
        ("delay_ms", "Delay", "Every update waits so many ms"),
        ("batch", "Batch", "Due updates that may share a request, to 1,000"),
        ("signature", "Signature", "X-Hub-Signature-256"),
    ],
    "Statuses": [
        ("sent_ms", "Sent after", "ms"),
        ("delivered_ms", "Delivered after", "ms"),
        ("read_ms", "Read after", "ms"),
        ("skip_delivered", "Skip delivered", "As when the chat is open on the phone"),
        ("statuses_first", "Before the answer", "Statuses overtake Meta's own answer"),
        ("failed_contacts", "Contacts on failed", "As in older captures"),
        ("webhook_version", "Webhook version", "Below 24 statuses carry a conversation"),
        ("pricing_on", "Pricing on", "Which status tells the price"),
        ("free_tier", "Free tier", "Service deliveries a month per number"),
    ],
    "Graph API": [
        ("latency_low_ms", "Fastest answer", "ms"),
        ("latency_high_ms", "Slowest answer", "ms"),
        ("token", "Access token", "Expired and invalid answer 401 with code 190"),
        ("errors_arrive", "Refusals arrive", "As the answer, or accepted and failed later"),
        ("throughput", "Throughput", "Messages per second of a number; 0: no limit"),
        ("rate_limit_http", "130429 answers", "HTTP 400 as documented, or 429"),
        ("pair_limit", "Pair limit", "burst: 45 at once; debt: repaid before the next"),
        ("strangers", "Unknown phones", "Fail with 131026, or join as new customers"),
        ("hide_phones", "Hide phones", "Inbound messages carry the user id only"),
        ("inbound_media_url", "Media address", "Inbound media come with a url"),
        ("media_url_seconds", "Addresses live", "Seconds; Meta's five minutes are 300"),
        ("uploaded_media_seconds", "Uploads live", "Seconds; Meta's 30 days are 2592000"),
        ("received_media_seconds", "Customers' files live", "Seconds; Meta's 7 days are 604800"),
        ("template_review", "New templates", "What the review decides"),
    ],
}


@dataclass(frozen=True)
class Row:
    """A switch and its words."""

    name: str
    label: str
    hint: str

    @property
    def kind(self) -> str:
        """``bool``, ``int``, ``float`` or ``str``."""
        return TYPES[self.name].__name__

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from, if it is a choice."""
        return CHOICES.get(self.name, ())


GROUPS = [(group, [Row(*words) for words in rows]) for group, rows in WORDS.items()]


@control.get("")
def page() -> ResponseReturnValue:
    """The form; its module keeps it true."""
    return render_template(
        "control.html",
        groups=GROUPS,
        answers=ANSWERS,
        routes=ROUTES,
        codes=sorted((code, title) for code, (title, _) in CATALOGUE.items()),
        webhook_url=world().settings.webhook_url,
    )
