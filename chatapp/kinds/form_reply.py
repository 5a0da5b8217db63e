"""A filled-in form (flow or address)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from chatapp.kinds.marking import N_
from chatapp.kinds.reading import mapping
from chatapp.kinds.received import Received

_TOKEN = "flow_token"


class Answer(NamedTuple):
    """One field of the form by its own name, and what was entered as text."""

    name: str
    value: str


@dataclass(frozen=True)
class FormReply(Received):
    """Meta's `nfm_reply`: `{name, body?, response_json}`; `response_json` is JSON inside a string."""

    name = "form_reply"
    wire = "interactive/nfm_reply"
    icon = "list"
    label = N_("Form answer")

    @property
    def form(self) -> str | None:
        """`flow` or `address_message`."""
        return self.said("name")

    @property
    def token(self) -> str | None:
        """What we sent along with the form; iPhones sometimes leave it out."""
        token = self._response.get(_TOKEN)
        return token if isinstance(token, str) else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What was filled in, in the form's order. Groups (addresses come as one) are opened, several choices joined;
        empty when Meta's string is no JSON object: `content` still has it."""
        return tuple(_answers((name, value) for name, value in self._response.items() if name != _TOKEN))

    @property
    def plain(self) -> str:
        """What was entered."""
        return "\n".join(answer.value for answer in self.answers)

    @property
    def _response(self) -> dict[str, Any]:
        response = self.content.get("response_json")
        if isinstance(response, str):
            try:
                response = json.loads(response)
            except (ValueError, RecursionError):
                return {}
        return mapping(response)


def _answers(fields: Any) -> Iterator[Answer]:
    for name, value in fields:
        if isinstance(value, dict):
            yield from _answers(value.items())
        else:
            yield Answer(str(name), _as_text(value))


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_as_text(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
