"""What Meta thinks of a template: its words as people read them, and what follows from them."""

from flask_babel import lazy_gettext as _l

APPROVED, REJECTED, PENDING, DELETED = "APPROVED", "REJECTED", "PENDING", "DELETED"
#: Meta lets only these be changed.
EDITABLE = (APPROVED, REJECTED, "PAUSED")

STATUSES = {
    APPROVED: _l("Approved"),
    PENDING: _l("In review"),
    REJECTED: _l("Rejected"),
    "PAUSED": _l("Paused"),
    "DISABLED": _l("Disabled"),
    "IN_APPEAL": _l("In appeal"),
    "PENDING_DELETION": _l("Being deleted"),
    DELETED: _l("Deleted"),
    "LIMIT_EXCEEDED": _l("Limit exceeded"),
    "ARCHIVED": _l("Archived"),
    "FLAGGED": _l("Flagged"),
    "LOCKED": _l("Locked"),
}
#: Events of `message_template_status_update` that are not the status's own name.
AFTER_EVENT = {"REINSTATED": APPROVED, "UNARCHIVED": APPROVED}
#: Events that leave a template in use.
STILL_IN_USE = ("FLAGGED",)

CATEGORIES = {"MARKETING": _l("Marketing"), "UTILITY": _l("Utility"), "AUTHENTICATION": _l("Authentication")}

QUALITIES = {
    "GREEN": _l("High quality"),
    "YELLOW": _l("Medium quality"),
    "RED": _l("Low quality"),
    "UNKNOWN": _l("Quality not rated yet"),
}

#: Why Meta rejects or stops a template.
REASONS = {
    "ABUSIVE_CONTENT": _l("Meta considers the content abusive."),
    "CATEGORY_NOT_AVAILABLE": _l("This category is not available for your account."),
    "INCORRECT_CATEGORY": _l("The content does not fit the category. Choose another one."),
    "INVALID_FORMAT": _l("The format breaks Meta's rules, mostly because of where variables stand."),
    "PROMOTIONAL": _l("The content is promotional; it belongs to the category Marketing."),
    "SCAM": _l("Meta takes the content for a scam."),
    "TAG_CONTENT_MISMATCH": _l("Language or category do not fit the content."),
}
