"""Emoji by group and by word, in the reader's language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

from chatapp.kinds import N_

#: The first ones of the picker, as WhatsApp has them.
QUICK = ("👍", "❤️", "😂", "😮", "😢", "🙏")
#: Number in the files -> a sample and a name (msgid).
GROUPS = {
    0: ("😀", N_("Smileys and emotion")),
    1: ("👋", N_("People and body")),
    3: ("🐻", N_("Animals and nature")),
    4: ("🍎", N_("Food and drink")),
    5: ("🚗", N_("Travel and places")),
    6: ("🎉", N_("Activities")),
    7: ("💡", N_("Objects")),
    8: ("❤️", N_("Symbols")),
    9: ("🏁", N_("Flags")),
}
MOST_FOUND = 120


@dataclass(frozen=True, slots=True)
class Emoji:
    """`words` is what it is found by, without accents."""

    group: int
    char: str
    name: str
    words: str


def of_group(group: int, language: str) -> list[Emoji]:
    """All of one group in their usual order; none of a group that does not exist."""
    return [emoji for emoji in _all(language) if emoji.group == group]


def found(query: str, language: str) -> list[Emoji]:
    """Those with a word that begins with each word of the query, names before keywords."""
    wanted = _plain(query).split()
    hits = [emoji for emoji in _all(language) if all(f" {word}" in emoji.words for word in wanted)]
    return sorted(hits, key=lambda emoji: not _plain(emoji.name).startswith(wanted[:1][0] if wanted else ""))[
        :MOST_FOUND
    ]


@cache
def _all(language: str) -> tuple[Emoji, ...]:
    file = Path(__file__).with_name("pt.tsv" if language.startswith("pt") else "en.tsv")
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(Emoji(int(group), char, name, _plain(f" {name} {more}")) for group, char, name, more in rows)


def _plain(text: str) -> str:
    return "".join(char for char in normalize("NFD", text.casefold()) if category(char) != "Mn")
