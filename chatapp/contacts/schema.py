"""Contacts as JSON."""

from chatapp.models import Contact


def as_json(c: Contact) -> dict:
    """`name` is what is shown: `given_name` if we gave one, else the profile's. `phone` is null for customers who hide
    theirs; `identities` are verbatim, as Meta wrote them."""
    return {
        "id": c.id,
        "name": c.name,
        "given_name": c.given_name,
        "profile_name": c.profile_name,
        "phone": c.display_phone,
        "identities": [{"kind": i.kind.value, "value": i.value} for i in c.identities],
    }


def alone(contact: Contact, **_rest: object) -> dict:
    """One contact, after something was done to it."""
    return {"contact": as_json(contact)}
