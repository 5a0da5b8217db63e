"""The cast of the demonstration."""

from .customers import Customers

# Bruno's line was registered before the ninth digit came: WhatsApp knows it with 12 digits. Lia has a username only.
CAST = (
    {"name": "Ana Souza", "wa_id": "5511987654321", "user_id": "BR.1000000000000001"},
    {"name": "Bruno Lima", "wa_id": "554199887766", "user_id": "BR.1000000000000002"},
    {"name": "Carla Mendes", "wa_id": "5521976543210", "user_id": "BR.1000000000000003"},
    {"name": "Diego Rocha", "wa_id": "5531965432109", "user_id": "BR.1000000000000004"},
    {"name": "Lia", "wa_id": None, "user_id": "BR.1000000000000005", "username": "lia.br"},
)


def invite(customers: Customers) -> None:
    """Fill an empty directory with the cast."""
    if not customers.everyone():
        for traits in CAST:
            customers.add(**traits)
