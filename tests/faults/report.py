"""What happened, in Markdown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tests.faults.auditor import Finding
from tests.faults.deaths import PROGRAMS
from tests.faults.doctor import Doctor


@dataclass(frozen=True)
class Report:
    """`traffic` is {what: how many}; `problems` are findings and lies, of which there must be none."""

    seed: int
    minutes: float
    struck: Counter[str]
    traffic: Mapping[str, object]
    restarts: Counter[str]
    answers: Counter[str]
    problems: list[str]

    def __str__(self) -> str:
        verdict = "**0 lost, 0 doubled, order kept, counters exact, ticks equal.**"
        if self.problems:
            verdict = "\n".join(f"- **{problem}**" for problem in self.problems)
        return "\n".join([
            f"## {self.minutes:.1f} minutes of faults, seed {self.seed}", "", verdict, "",
            *_table("Traffic", self.traffic), *_table("Faults", dict(sorted(self.struck.items()))),
            *_table("Started again by the supervisor", self.restarts), *_table("/readyz", self.answers),
        ])  # fmt: skip


def problems(found: list[Finding], refusals: list[str], doctor: Doctor) -> list[str]:
    """Everything that should not be."""
    return [*map(str, found), *(f"refused: {words}" for words in refusals), *sorted(set(doctor.lies))]


def unsaid(struck: Counter[str], restarts: Counter[str]) -> list[str]:
    """Of the programs that were killed, those that the supervisor did not start again, or not without saying so."""
    killed = {name: struck[f"kill -9 of {name}"] for name in PROGRAMS}
    missing = {name: times - restarts[name] for name, times in killed.items() if times > restarts[name]}
    return [f"{name} was killed {times} times more than the supervisor told" for name, times in missing.items()]


def _table(heading: str, rows: Mapping[str, object]) -> list[str]:
    return [f"| {heading} | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in rows.items()), ""]
