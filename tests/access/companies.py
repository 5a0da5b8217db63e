"""Two companies: ours, with somebody in each role, and the stranger's."""

from dataclasses import dataclass

from chatapp.models import PhoneNumber, Role, Team, User
from tests import factories
from tests.access.sight import ADMIN, AGENT, COLLEAGUE, STRANGER, SUPERVISOR
from tests.factories import _saved


@dataclass(frozen=True)
class Companies:
    """`team` is ours, with the agent in it; `numbers` are {whether it is ours: number}."""

    people: dict[str, User]
    numbers: dict[bool, PhoneNumber]
    team: Team

    @classmethod
    def begin(cls) -> "Companies":
        ours, theirs = factories.account(name="Torra"), factories.account(name="Outra")
        roles = {AGENT: Role.AGENT, COLLEAGUE: Role.AGENT, SUPERVISOR: Role.SUPERVISOR, ADMIN: Role.ADMIN}
        people = {caller: factories.user(ours, role, name=caller.title()) for caller, role in roles.items()}
        people[STRANGER] = factories.user(theirs, Role.ADMIN, name="Stranger")
        numbers = {True: factories.phone_number(ours), False: factories.phone_number(theirs)}
        return cls(people, numbers, _saved(Team(account_id=ours.id, name="Vendas", members=[people[AGENT]])))

    def number(self, owner: str) -> PhoneNumber:
        return self.numbers[owner != "stranger's"]

    def owner(self, owner: str) -> User | None:
        """The person, if it is a person's."""
        return self.people.get(owner.removesuffix("'s"))

    def user_of(self, owner: str) -> User:
        """Somebody of that company."""
        return self.people[STRANGER if owner == "stranger's" else ADMIN]
