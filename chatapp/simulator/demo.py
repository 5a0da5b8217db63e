"""The cast of the demonstration, and how each of them begins."""

import time
from typing import TYPE_CHECKING

from .customers import Customers

if TYPE_CHECKING:
    from .world import World

# Bruno's line was registered before the ninth digit came: WhatsApp knows it with 12 digits. Lia has a username only.
CAST = (
    {"name": "Ana Souza", "wa_id": "5511987654321", "user_id": "BR.1000000000000001"},
    {"name": "Bruno Lima", "wa_id": "554199887766", "user_id": "BR.1000000000000002"},
    {"name": "Carla Mendes", "wa_id": "5521976543210", "user_id": "BR.1000000000000003"},
    {"name": "Diego Rocha", "wa_id": "5531965432109", "user_id": "BR.1000000000000004"},
    {"name": "Lia", "wa_id": None, "user_id": "BR.1000000000000005", "username": "lia.br"},
)

#: (whose name, to which of the company's numbers, how many minutes ago, what)
OPENINGS = (
    ("Carla Mendes", 0, 22 * 60 + 40, "Boa tarde! Vocês abrem no feriado?"),
    ("Lia", 0, 5 * 60 + 12, "Oi, vi vocês no Instagram 😍"),
    ("Lia", 0, 5 * 60 + 11, "Vocês têm café *descafeinado*?"),
    ("Bruno Lima", 1, 52, "Meu pedido ainda não chegou, o número é 1857"),
    ("Diego Rocha", 0, 14, "Bom dia! Quanto fica o frete para Belo Horizonte?"),
    ("Ana Souza", 0, 4, "Oi! O Torra Escura de 500 g voltou ao estoque?"),
    ("Ana Souza", 0, 3, "Queria dois pacotes, moídos para coador"),
)


def invite(customers: Customers) -> None:
    """Fill an empty directory with the cast."""
    if not customers.everyone():
        for traits in CAST:
            customers.add(**traits)


def begin(world: "World") -> None:
    """On the first day, let the cast write: a newcomer finds conversations that can be answered."""
    cast = {customer.name: customer for customer in world.customers.everyone()}
    if any(world.books.numbers_of(customer.id) for customer in cast.values()):
        return
    numbers = list(world.numbers.values())
    for name, store, minutes, words in OPENINGS:
        if name in cast:
            written = {"type": "text", "text": {"body": words}, "timestamp": str(int(time.time()) - minutes * 60)}
            world.network.customer_writes(cast[name], numbers[store % len(numbers)], written)
