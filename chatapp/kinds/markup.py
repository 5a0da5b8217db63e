"""WhatsApp's own markup: what marks text as *bold*, _italic_, ~struck~, `code`, ```mono```, a list or a quote.

Here it is recognised, and taken away where there is but a line of plain text; the web package makes HTML of it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Up to the next three backticks and never back: what nobody closes is read once, not once per line.
_FENCED = re.compile(r"```(?!`)((?:[^`]++|`(?!``))*+)```")
#: Direction overrides could make one address look like another, so they end it.
_URL = r"(?:https?://|www\.)[^\W_][^\s<>\"`\u200e\u200f\u202a-\u202e\u2066-\u2069]*"


def _between(mark: str) -> str:
    """Text hugged by `mark`, which stands at the edges of words: 2*3*4 and snake_case_names are not markup."""
    m = re.escape(mark)
    return rf"(?<![\w{m}]){m}(?=[^\s{m}])[^{m}\n]*(?<=[^\s{m}]){m}(?![\w{m}])"


#: It begins with the letters that any of them can begin with: all others are passed over without a look at each.
INLINE = re.compile(
    rf"(?=[`hw*_~])(?:(?P<mono>```[^`\n]+```)|(?P<code>(?<!`)`[^`\n]+`(?!`))|(?P<url>(?<![\w@]){_URL})"
    rf"|(?P<strong>{_between('*')})|(?P<em>{_between('_')})|(?P<s>{_between('~')}))",
    re.IGNORECASE,
)
MARKS = re.compile(r"[*_~`]")
_LINES = (
    ("quote", re.compile(r"> ?(?P<text>.*)")),
    ("bullet", re.compile(r"[-*] (?P<text>.*\S.*)")),
    ("number", re.compile(r"(?P<n>\d{1,3})\. (?P<text>.*\S.*)")),
)
#: How many characters mark each end of what is shown as it is.
_VERBATIM = {"mono": 3, "code": 1}


class Line(NamedTuple):
    """A line of text without its mark; `sort` is text, quote, bullet or number, `n` the number of a numbered one."""

    sort: str
    text: str
    n: str = ""


def blocks(text: str) -> Iterator[tuple[bool, str]]:
    """(whether it is monospaced, text) of each part: monospaced text of several lines is a block of its own; of one
    line, it belongs to that line."""
    end = 0
    for found in _FENCED.finditer(text):
        if "\n" in found[1]:
            yield False, text[end : found.start()]
            yield True, found[1].strip("\n")
            end = found.end()
    yield False, text[end:]


def line(text: str) -> Line:
    """What sort of line it is."""
    for sort, pattern in _LINES:
        if found := pattern.fullmatch(text):
            return Line(sort, found["text"], found.groupdict().get("n", ""))
    return Line("text", text)


def unmarked(text: str) -> str:
    """The words alone; only the numbers of a list stay, because they say something."""
    return "\n".join(part if is_mono else _unmarked(part) for is_mono, part in blocks(text))


def _unmarked(text: str) -> str:
    lines = (line(each) for each in text.split("\n"))
    return "\n".join((f"{n}. " if n else "") + _bare(words) for _sort, words, n in lines)


def _bare(words: str) -> str:
    """Most that is said has no marks, and looking for them at every letter takes a while."""
    return INLINE.sub(_content, words) if MARKS.search(words) else words


def _content(found: re.Match[str]) -> str:
    sort, marked = found.lastgroup, found[0]
    if sort == "url":
        return marked
    if width := _VERBATIM.get(sort):
        return marked[width:-width]
    return INLINE.sub(_content, marked[1:-1])
