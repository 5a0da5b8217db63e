"""People who go on talking whatever happens: customers on their phones, agents with an app of their own."""

import threading
from collections import Counter
from random import Random

from tests.faults.agents import Agent
from tests.faults.company import Company
from tests.faults.customers import Customers
from tests.faults.rig import Rig


class Traffic:
    """`with Traffic(...) as traffic:` all of them talk, each in a thread of its own, until the block ends.

    `heard` and `answered` are messages a second, all people together. Those in `unanswered` are left to themselves, so
    that what nobody has read can be counted.
    """

    def __init__(self, rig: Rig, company: Company, chats: dict[str, int], *, heard: float, answered: float, seed: int):
        self.over = threading.Event()
        self.unanswered = {customer.wa_id for customer in company.customers[1::3]}
        self.customers = Customers(company.customers, heard, self.over, Random(seed))
        served = [chat for phone, chat in chats.items() if phone not in self.unanswered]
        pause = len(company.agents) / answered
        self.agents = [
            Agent(rig.url, email, served[n :: len(company.agents)], pause, self.over, Random(seed + n + 1))
            for n, email in enumerate(company.agents)
        ]

    def __enter__(self) -> "Traffic":
        for person in (self.customers, *self.agents):
            person.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Whoever is in the middle of something finishes it."""
        self.over.set()
        for person in (self.customers, *self.agents):
            person.join()

    @property
    def accepted(self) -> dict[str, str]:
        """{client id: text} of all that the API has taken."""
        return {key: says for agent in self.agents for key, says in agent.accepted.items()}

    @property
    def refusals(self) -> list[str]:
        """What the API has turned down for good, which it had no reason to do."""
        return [words for agent in self.agents for words in agent.refusals]

    @property
    def troubles(self) -> Counter[str]:
        """What the apps have met and got over by trying again."""
        return sum((agent.troubles for agent in self.agents), Counter())
