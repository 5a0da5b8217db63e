"""What we know of the customer already, put where a template asks for it. An agent sees it and may change it."""

import re
from collections.abc import Iterable

from chatapp.message_templates.definition import Definition
from chatapp.message_templates.need import Need
from chatapp.models import Contact

FIRST_NAMES = {"nome", "name", "first_name", "primeiro_nome", "cliente", "customer", "nome_cliente", "customer_name"}
WHOLE_NAMES = {"nome_completo", "full_name", "nombre_completo"}
PHONES = {"telefone", "phone", "celular", "whatsapp", "numero_telefone", "phone_number", "fone"}
#: A number says nothing of what it stands for, but after a greeting comes a name.
_GREETED = re.compile(
    r"(?:^|[\s*_¡!.])(?:ol[áa]|oi|oie|prezad[oa](?:\(a\))?|car[oa](?:\(a\))?|bom dia|boa tarde|boa noite|hello|hi|hey"
    r"|dear|hola)[,!]?\s+[*_]*\{\{\s*(\w+)\s*\}\}",
    re.IGNORECASE,
)


def known(definition: Definition, contact: Contact) -> dict[str, str]:
    """`{path of the need: value}` for what can be told from the contact; `contact.identities` is loaded."""
    found = ((need.path, _value(need, definition, contact)) for need in definition.all_needs if need.is_variable)
    return {path: value for path, value in found if value}


def suggestions(contact: Contact) -> list[str]:
    """What any field may be filled with: the first name, the whole one, the phone."""
    return list(dict.fromkeys(filter(None, (_first_name(contact), _name(contact), contact.display_phone))))


def _value(need: Need, definition: Definition, contact: Contact) -> str | None:
    if need.name in PHONES:
        return contact.display_phone
    if need.name in WHOLE_NAMES:
        return _name(contact)
    if need.name in FIRST_NAMES or need.name in _greeted(_texts(definition, need)):
        return _first_name(contact)
    return None


def _texts(definition: Definition, need: Need) -> list[str]:
    if need.card is not None:
        return [definition.cards[need.card].body.text]
    return [definition.header.text.text] if need.path.startswith("header.") else [definition.body.text]


def _greeted(texts: Iterable[str]) -> set[str]:
    return {found[1] for text in texts for found in _GREETED.finditer(text)}


def _name(contact: Contact) -> str | None:
    """As they or our agents call them; a phone number or a username is no name."""
    return contact.given_name or contact.profile_name


def _first_name(contact: Contact) -> str | None:
    name = _name(contact)
    return name.split()[0] if name and name.split() else None
