"""The simulator by script: customers who write and read, and the weather."""

from dataclasses import dataclass
from itertools import count

import requests

TOKEN = "simulator-access-token"
_serial = count(1)


class WhatsApp:
    """All customers of a test run live here; each belongs to one test."""

    def __init__(self, url: str):
        self.url = url

    def ask(self, method: str, path: str, **document: object) -> dict:
        answer = requests.request(method, f"{self.url}/control/{path}", json=document, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def customer(self, name: str, number: str, **traits: object) -> "Customer":
        """A person with a phone, who talks to the business number with this id."""
        entered = self.ask(
            "POST", "customers", **{"name": name, "wa_id": f"55119{60_000_000 + next(_serial)}", **traits}
        )
        return Customer(self, entered["id"], name, entered["wa_id"], number)

    def plan_fault(self, answer: str, **traits: object) -> None:
        """The next sending goes wrong like that."""
        self.ask("POST", "faults", answer=answer, **traits)

    def clear_faults(self) -> None:
        self.ask("DELETE", "faults")


@dataclass(frozen=True)
class Customer:
    whatsapp: WhatsApp
    id: int
    name: str
    wa_id: str
    number: str

    @property
    def chat(self) -> str:
        """Their phone with this chat open."""
        return f"{self.whatsapp.url}/?customer={self.id}&number={self.number}"

    def writes(self, *texts: str) -> None:
        for text in texts:
            self.sends({"type": "text", "text": {"body": text}})

    def sends(self, message: dict) -> None:
        self.whatsapp.ask("POST", "messages", customer=self.id, number=self.number, message=message)

    def opens_chat(self) -> None:
        self.whatsapp.ask("POST", "reads", customer=self.id, number=self.number)

    def change(self, **traits: object) -> None:
        self.whatsapp.ask("PATCH", f"customers/{self.id}", **traits)

    def has_received(self) -> list[str]:
        """The texts that have reached WhatsApp for this customer, in order."""
        book, *_others = self.whatsapp.ask("GET", f"books?customer={self.id}")["customers"]
        ours = [message for message in book["messages"] if message["direction"] == "from_business"]
        return [message["content"]["body"] for message in sorted(ours, key=lambda message: message["id"])]
