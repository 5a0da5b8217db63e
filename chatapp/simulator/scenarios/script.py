"""A scenario as it is written: names, customers and steps, checked before anything happens."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

FOLDER = Path(__file__).with_name("shipped")
# Verbs of a step; each step has exactly one of them.
VERBS = (
    "says",
    "sends",
    "waits",
    "taps",
    "reacts",
    "reads",
    "plays",
    "calls",
    "edits",
    "deletes",
    "becomes",
    "pauses",
    "turns",
    "breaks",
    "calms",
)
WITH = ("by", "to", "quoting", "filling")


@dataclass(frozen=True)
class Step:
    """``verb`` and its ``value``; ``by`` names the customer, ``to`` the business number, both the first by default."""

    verb: str
    value: Any
    by: str | None = None
    to: str | None = None
    quoting: str | None = None
    filling: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, place: int, given: Any) -> Self:
        """ValueError says which step is wrong and why."""
        verbs = [key for key in given if key in VERBS] if isinstance(given, dict) else []
        if len(verbs) != 1:
            raise ValueError(f"step {place}: has one of {', '.join(VERBS)}")
        strange = set(given) - {verbs[0], *WITH}
        if strange:
            raise ValueError(f"step {place}: does not know {', '.join(sorted(strange))}")
        return cls(verbs[0], given[verbs[0]], **{key: given[key] for key in WITH if given.get(key) is not None})

    @property
    def words(self) -> str:
        """For progress: ``says Oi``."""
        shown = self.value if isinstance(self.value, str) else json.dumps(self.value, ensure_ascii=False)
        return f"{self.by or 'the customer'} {self.verb} {shown}"[:120]


@dataclass(frozen=True)
class Script:
    """A whole scenario. ``folder`` is where its files lie; None when it came over HTTP and may name none."""

    name: str
    customers: list[dict[str, Any]]
    steps: list[Step]
    folder: Path | None = None

    @classmethod
    def from_json(cls, document: Any, folder: Path | None = None) -> Self:
        """``{"name"?, "customers"?: [{"name", ...}], "steps": [...]}``; ValueError for anything else."""
        if not isinstance(document, dict) or not isinstance(document.get("steps"), list) or not document["steps"]:
            raise ValueError("a scenario has steps")
        customers = document.get("customers", [])
        if not isinstance(customers, list) or not all(
            isinstance(each, dict) and each.get("name") for each in customers
        ):
            raise ValueError("customers is a list of objects with a name")
        steps = [Step.from_json(place, each) for place, each in enumerate(document["steps"], start=1)]
        return cls(str(document.get("name", "Scenario")), customers, steps, folder)


def document_of(text: str) -> Any:
    """YAML, of which JSON is a part; ValueError when it is neither."""
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise ValueError(f"not YAML: {problem}") from None


def read(path: Path) -> Script:
    """A scenario file and the folder its files are in."""
    return Script.from_json(document_of(path.read_text(encoding="utf-8")), path.parent)


def shipped_names() -> list[str]:
    """The scenarios that come with the simulator."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def shipped(name: str) -> Script:
    """One of them; KeyError when there is none of that name."""
    if name not in shipped_names():
        raise KeyError(f"scenario {name!r}")
    return read(FOLDER / f"{name}.yaml")
