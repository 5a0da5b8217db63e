"""Phone numbers as our people write them."""

from flask_babel import gettext as _

from chatapp.contacts import identities
from chatapp.contacts.identities import Key
from chatapp.refusals import invalid
from chatapp.whatsapp.customer import Customer
from chatapp.whatsapp.identity import digits

#: Digits of a phone number with its country code (E.164).
SHORTEST, LONGEST = 8, 15


def named(account_id: int, phone: str) -> tuple[Key, str]:
    """The name under which whoever has this number is known. Refusal 422 if it is no number.

    `phone` is written with its country code; everything but digits is ignored. Brazil's mobile numbers are the same
    person with and without their ninth digit.
    """
    wa_id = digits(phone)
    if not SHORTEST <= len(wa_id) <= LONGEST:
        hint = _("Write the number with its country code, like +55 11 98765-4321.")
        raise invalid({"phone": hint}, _("This is no phone number."))
    [(key, value)] = identities.proving(account_id, Customer(wa_id=wa_id)).items()
    return key, value
