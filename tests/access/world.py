"""Two companies with one of everything."""

from dataclasses import dataclass, field
from itertools import count

from chatapp.models import User
from tests.access.companies import Companies
from tests.access.sight import SEEN
from tests.access.things import MAKERS, Thing

#: What things that everybody is asked about are called: a list of few can be searched for them.
SHARED = "segredo"


@dataclass
class World:
    """Things are made when they are first asked for, or anew."""

    companies: Companies = field(default_factory=Companies.begin)
    known: dict[tuple[str, str], Thing] = field(default_factory=dict)
    serial: count = field(default_factory=lambda: count(1))

    @property
    def people(self) -> dict[str, User]:
        return self.companies.people

    def owners(self, kind: str) -> list[str]:
        return sorted(frozenset().union(*SEEN[kind].values()))

    def thing(self, kind: str, owner: str) -> Thing:
        """The one that everybody is asked about who changes nothing."""
        if (kind, owner) not in self.known:
            self.known[kind, owner] = self.make(kind, owner, word=SHARED)
        return self.known[kind, owner]

    def make(self, kind: str, owner: str, word: str = "novo") -> Thing:
        """One more of them."""
        return MAKERS[kind](self.companies, owner, f"0{word}{next(self.serial)}x")

    def seen_by(self, caller: str, kind: str) -> Thing:
        """One that the caller sees; for nobody, any."""
        return self.thing(kind, min(SEEN[kind][caller], default=self.owners(kind)[0]))
