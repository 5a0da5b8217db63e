"""A template message, held against the template as we know it, before it is sent."""

from dataclasses import replace

from flask_babel import gettext as _

from chatapp.kinds import FieldError, Template
from chatapp.message_templates import filling, queries, showing
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.statuses import APPROVED, STATUSES
from chatapp.models import Conversation, IdentityKind, MessageTemplate
from chatapp.refusals import Refusal, invalid


def fitted(kind: Template, conversation: Conversation) -> Template:
    """The message with what the customer will see (`shown`), ready to be sent. Number and contact are loaded.

    Refusal 422 for values that the template does not take, each named; 409 for a template that cannot be sent now.
    """
    template = _usable(kind, conversation)
    definition = Definition.read(template.components, template.category)
    _check_receiver(definition, conversation)
    faults = misfits(definition, kind)
    if faults:
        fields = {fault.field: words(fault) for fault in faults}
        raise invalid(fields, _("The template is not filled in completely, or not as it has to be."))
    return replace(kind, shown=showing.shown(definition, kind))


def misfits(definition: Definition, kind: Template) -> list[FieldError]:
    """Everything that keeps it from being sent, one per field."""
    found: dict[str, FieldError] = {}
    for fault in (*kind.check(), *filling.misfits(definition, kind)):
        found.setdefault(fault.field, fault)
    return list(found.values())


def words(fault: FieldError) -> str:
    """For a person, in their language."""
    return _(fault.message) % {"limit": fault.limit}


def _usable(kind: Template, conversation: Conversation) -> MessageTemplate:
    waba_id = conversation.number.waba_id
    template = queries.named(conversation.account_id, waba_id, str(kind.template), str(kind.language))
    if template is None:
        fields = {"name": _("There is no such template in this language.")}
        raise invalid(fields, _("This template does not exist. Perhaps it has not been synchronised yet."))
    if template.status != APPROVED:
        status = STATUSES.get(template.status, template.status)
        raise Refusal("template_not_usable", _("This template cannot be sent: %(status)s.", status=status))
    foreign = Definition.read(template.components, template.category).foreign
    if foreign:
        parts = ", ".join(foreign)
        raise Refusal("template_not_usable", _("This template has parts that cannot be sent here: %(p)s.", p=parts))
    return template


def _check_receiver(definition: Definition, conversation: Conversation) -> None:
    """Meta sends one-time codes to phone numbers only (131062)."""
    if definition.is_one_time_code and conversation.contact.identity(IdentityKind.WA_ID) is None:
        raise Refusal(
            "phone_needed", _("This customer hides their phone number, and one-time codes go to phone numbers only.")
        )
