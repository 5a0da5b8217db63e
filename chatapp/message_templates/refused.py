"""Meta's refusals of what is done to templates, in our words where its code has some, else in its own."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chatapp.refusals import Refusal
from chatapp.whatsapp.failures import GraphError, Rejected, Unconfirmed

#: Code, or subcode of the general error 100.
WORDS = {
    2388019: _l("This WhatsApp account has as many templates as Meta allows."),
    2388023: _l("This template is being deleted. Its name is free again after 30 days."),
    2388024: _l("There is a template with this name in this language already."),
    2388039: _l("A template with a similar name and other content exists; choose another name."),
    2388040: _l("A text is longer than Meta allows."),
    2388043: _l("Every variable needs a sample."),
    2388047: _l("The header's format breaks Meta's rules."),
    2388072: _l("The body's format breaks Meta's rules."),
    2388073: _l("The footer's format breaks Meta's rules."),
    2388293: _l("There are too many variables for so few words. Write more around them."),
    2388299: _l("A text must neither begin nor end with a variable."),
    2593002: _l("Meta does not have this template any more. Synchronise the list."),
}


def refusal(error: GraphError) -> Refusal:
    """What went wrong at Meta, for the person who asked for it: 409 with Meta's reason, 503 when Meta is away."""
    if not isinstance(error, Rejected):
        words = _("Meta did not answer. Please try again in a moment.")
        if isinstance(error, Unconfirmed):
            words = _("Meta did not answer; it may have done it all the same. Synchronise the list to see.")
        return Refusal("meta_away", words, status=503)
    known = WORDS.get(error.subcode) or WORDS.get(error.code)
    told = error.details or error.args[0]
    if known:
        return Refusal("meta_refused", f"{known} ({error.subcode or error.code})")
    return Refusal("meta_refused", _("Meta refused this: %(reason)s (%(code)s)", reason=told, code=error.code))
