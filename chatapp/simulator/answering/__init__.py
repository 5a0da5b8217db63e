"""What a customer may tap in a message, and what each tap sends."""

from .choice import Choice, context_of
from .choices import choices_of
from .forms import form_reply

__all__ = ["Choice", "choices_of", "context_of", "form_reply"]
