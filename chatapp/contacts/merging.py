"""Two contacts that turned out to be one person: what belongs to the contact itself."""

import sqlalchemy as sa

from chatapp.extensions import db


def absorb(kept_id: int, absorbed_id: int) -> None:
    """Give all names of one contact to the other, and delete it.

    Its conversations must have moved before; `conversations.merging.merge` does both.
    """
    ids = {"kept": kept_id, "absorbed": absorbed_id}
    for statement in _STATEMENTS:
        db.session.execute(statement, ids)


_STATEMENTS = (
    sa.text("UPDATE contact_identities SET contact_id = :kept WHERE contact_id = :absorbed"),
    sa.text("""
        UPDATE contacts AS kept
        SET given_name = coalesce(kept.given_name, absorbed.given_name),
            profile_name = coalesce(kept.profile_name, absorbed.profile_name)
        FROM contacts AS absorbed WHERE kept.id = :kept AND absorbed.id = :absorbed
    """),
    sa.text("DELETE FROM contacts WHERE id = :absorbed"),
)
