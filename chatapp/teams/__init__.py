"""Teams ("setores") of a company: who is in them.

- `create(account, name, members) -> Team`, `change(team, name, members)`, `delete(team)`.
- `queries.of_account(account_id)`, `queries.get(user, team_id)`.

Which team answers for a conversation is the conversation's (`conversations.give_to_team`), and so is who sees it.
"""

from chatapp.teams.actions import change, create, delete

__all__ = ["change", "create", "delete"]
