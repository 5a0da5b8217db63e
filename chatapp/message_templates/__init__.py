"""Message templates: our copy of Meta's, what they ask for, and the way to make, change and delete them.

- `fitted(kind, conversation) -> kinds.Template`: held against the template and with what the customer will see;
  Refusal 422 names each value that Meta would not take (132000, 132012), 409 a template that cannot be sent now.
- `syncing.sync(account_id, waba_id) -> Changes`: all of Meta's list; `syncing.sweep` does it every night.
- `hear(events)`: what webhooks tell of status, quality, category and components.
- `create`, `edit`, `delete`: at Meta first, then here; Refusal with Meta's reason.
- `set_favourite(user, template, wanted)`.
- `Definition.read(components, category)`: what a template is made of; `all_needs` is what somebody has to fill in.
"""

from chatapp.message_templates.actions import delete, set_favourite
from chatapp.message_templates.authoring.actions import create, edit
from chatapp.message_templates.definition import Definition
from chatapp.message_templates.fitting import fitted
from chatapp.message_templates.hearing import hear

__all__ = ["Definition", "create", "delete", "edit", "fitted", "hear", "set_favourite"]
