"""Phone numbers and BSUIDs: one person, one key."""

import re
from functools import lru_cache

import phonenumbers

_CANONICAL = (
    # Brazil: mobiles got a ninth digit in front, and WhatsApp goes on naming old accounts without it. Only subscriber
    # numbers that begin with 6-9 were mobiles then; 2-5 are landlines, which must not fall together with mobiles.
    (re.compile(r"55([1-9]{2})([6-9]\d{7})"), r"55\g<1>9\2"),
    # Mexico: the 1 that marked mobiles abroad was abolished in 2019; WhatsApp still prints it for many.
    (re.compile(r"521(\d{10})"), r"52\1"),
    # Argentina: the 9 marks mobiles when dialled from abroad; their blocks differ from the landlines' anyway.
    (re.compile(r"549(\d{10})"), r"54\1"),
)
_BSUID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")
_PARENT_BSUID = re.compile(r"[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}")


def digits(phone: str) -> str:
    """Only the digits of a phone number as people write it."""
    return re.sub(r"[^0-9]", "", phone)


@lru_cache(maxsize=10_000)
def canonical_key(wa_id: str) -> str:
    """The same key for every form in which WhatsApp may name one phone: contacts are unique by it, and `wa_id` itself
    is kept as it came. A value without digits is its own key, lest all such people become one."""
    number = digits(wa_id)
    for pattern, form in _CANONICAL:
        match = pattern.fullmatch(number)
        if match:
            return match.expand(form)
    return number or wa_id


@lru_cache(maxsize=10_000)
def display_phone(wa_id: str) -> str:
    """The number as people read it: "+55 11 98877-2841"; Brazil's ninth digit shown even when WhatsApp leaves it out.

    What is not a possible number is shown as it came."""
    # The Argentine 9 belongs to a mobile's international form, so there the key is not what one would dial.
    number = digits(wa_id)
    if not number.startswith("54"):
        number = canonical_key(wa_id)
    try:
        parsed = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return wa_id
    if not phonenumbers.is_possible_number(parsed):
        return wa_id
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def is_bsuid(value: str) -> bool:
    """Whether `value` is a business-scoped user id, of a user ("BR.1502576394655843") or of its parent ("BR.ENT.1")."""
    return bool(_BSUID.fullmatch(value) or _PARENT_BSUID.fullmatch(value))


def is_parent_bsuid(value: str) -> bool:
    """Whether `value` is the id that several linked portfolios share ("BR.ENT.1502576394655843")."""
    return bool(_PARENT_BSUID.fullmatch(value))


def bsuid_country(value: str) -> str | None:
    """The ISO 3166 country a BSUID begins with; None for what is no BSUID."""
    return value[:2] if is_bsuid(value) else None
