"""Who works at Torra Café."""

from dataclasses import dataclass

from chatapp.models import Role

PASSWORD = "cafe-com-leite"
ACCOUNT = "Torra Café"
TAGS = {"troca": 2, "atacado": 6, "entrega": 3, "elogio": 1, "cobrança": 8}


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    role: Role
    locale: str = "pt_BR"


MARINA = Person("Marina Costa", "marina@torra.example", Role.AGENT)
DIEGO = Person("Diego Alves", "diego@torra.example", Role.AGENT)
RENATA = Person("Renata Moraes", "renata@torra.example", Role.SUPERVISOR)
ALEX = Person("Alex Turner", "alex@torra.example", Role.ADMIN, locale="en")
TEAM = (MARINA, DIEGO, RENATA, ALEX)
