"""What Meta takes at `POST /{phone_number_id}/messages`, written down from its documentation and from nothing of ours.

`violations(payload) -> list[str]`: every way in which a payload breaks the rules, as "path: what is wrong"; empty when
Meta would take it. Strict: keys that are not documented are violations, and so are numbers where text is documented.
"""

from tests.meta_rules.envelope import violations

__all__ = ["violations"]
