"""Phone numbers as WhatsApp reads them: digits, country code, and the extra digit of Brazil and Mexico."""

import re

DECORATION = re.compile(r"[\s\-()+.]")


def digits_of(text: str, home_country: str = "55") -> str | None:
    """Digits of what somebody dialled, or None when it is no phone number.

    Meta accepts ``+``, spaces, ``-`` and ``()``; without ``+`` it puts the business number's country code in front
    of what looks like a national number.
    """
    digits = DECORATION.sub("", text)
    if not digits.isdigit() or not 7 <= len(digits) <= 15:
        return None
    if text.strip().startswith("+") or len(digits) > 11:
        return digits
    return home_country + digits


def spellings(digits: str) -> set[str]:
    """Every spelling of the same line: Brazil's mobile numbers with and without the ninth digit, Mexico's extra 1."""
    found = {digits}
    if re.fullmatch(r"55\d{2}9[6-9]\d{7}", digits):
        found.add(digits[:4] + digits[5:])
    elif re.fullmatch(r"55\d{2}[6-9]\d{7}", digits):
        found.add(digits[:4] + "9" + digits[4:])
    elif re.fullmatch(r"521\d{10}", digits):
        found.add("52" + digits[3:])
    elif re.fullmatch(r"52\d{10}", digits):
        found.add("521" + digits[2:])
    return found


def country_code(digits: str) -> str:
    """The country code a full number starts with (one digit for 1 and 7, otherwise two: enough for our numbers)."""
    return digits[0] if digits[0] in "17" else digits[:2]
