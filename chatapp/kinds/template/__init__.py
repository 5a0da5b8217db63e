"""Messages that Meta has approved before, with values for their variables.

`Template` is the kind; `Shown` and `ShownButton` are what the customer sees of it; `BUTTON_TYPES` the types of buttons
that need something, by name.
"""

from chatapp.kinds.template.button import TemplateButton
from chatapp.kinds.template.buttons import BUTTON_TYPES
from chatapp.kinds.template.card import TemplateCard
from chatapp.kinds.template.header import TemplateHeader
from chatapp.kinds.template.shown import Shown, ShownButton
from chatapp.kinds.template.template import Template

__all__ = ["BUTTON_TYPES", "Shown", "ShownButton", "Template", "TemplateButton", "TemplateCard", "TemplateHeader"]
