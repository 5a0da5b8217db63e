"""WhatsApp's own markup as HTML: *bold*, _italic_, ~struck~, `code`, ```mono```, lists, quotes and links.

Built from the leaves: every piece of the customer's text goes through escape() or an escaping format(), so no
text of theirs can become a tag. The only tags are those written here. Newlines stay newlines (CSS: pre-line).
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from markupsafe import Markup, escape

#: Up to the next three backticks and never back: what nobody closes is read once, not once per line.
_FENCED = re.compile(r"```(?!`)((?:[^`]++|`(?!``))*+)```")
#: Direction overrides could make one address look like another, so they end it.
_URL = r"(?:https?://|www\.)[^\W_][^\s<>\"`\u200e\u200f\u202a-\u202e\u2066-\u2069]*"


def _between(mark: str) -> str:
    """Text hugged by `mark`, which stands at the edges of words: 2*3*4 and snake_case_names are not markup."""
    m = re.escape(mark)
    return rf"(?<![\w{m}]){m}(?=[^\s{m}])[^{m}\n]*(?<=[^\s{m}]){m}(?![\w{m}])"


_INLINE = re.compile(
    rf"(?P<mono>```[^`\n]+```)|(?P<code>(?<!`)`[^`\n]+`(?!`))|(?P<url>(?<![\w@]){_URL})"
    rf"|(?P<strong>{_between('*')})|(?P<em>{_between('_')})|(?P<s>{_between('~')})",
    re.IGNORECASE,
)
_ENDINGS = ".,;:!?'*_~"
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>')
_LINES = (
    ("quote", re.compile(r"> ?(?P<text>.*)")),
    ("bullet", re.compile(r"[-*] (?P<text>.*\S.*)")),
    ("number", re.compile(r"(?P<n>\d{1,3})\. (?P<text>.*\S.*)")),
)


def whatsapp_markup(text: str) -> Markup:
    """Safe HTML for a message body; block elements may occur in it, so it belongs into a <div>."""
    return Markup("").join(_fences(text))


def _fences(text: str) -> Iterator[Markup]:
    """Monospaced text of several lines is a block of its own; of one line, it belongs to that line."""
    end = 0
    for found in _FENCED.finditer(text):
        if "\n" in found[1]:
            yield _blocks(text[end : found.start()])
            yield Markup("<pre><code>{}</code></pre>").format(found[1].strip("\n"))
            end = found.end()
    yield _blocks(text[end:])


def _blocks(text: str) -> Markup:
    """Runs of lines of one sort become one list or quote."""
    lines = [_sort_of(line) for line in text.split("\n")]
    return Markup("").join(_block(sort, list(run)) for sort, run in groupby(lines, key=lambda line: line[0]))


def _sort_of(line: str) -> tuple[str, str, str]:
    """(sort, text without its mark, number of a numbered line)"""
    for sort, pattern in _LINES:
        if found := pattern.fullmatch(line):
            return sort, found["text"], found.groupdict().get("n", "")
    return "text", line, ""


def _block(sort: str, lines: list[tuple[str, str, str]]) -> Markup:
    inlined = [_inline(text) for _sort, text, _n in lines]
    if sort == "text":
        return Markup("\n").join(inlined)
    if sort == "quote":
        return Markup("<blockquote>{}</blockquote>").format(Markup("\n").join(inlined))
    items = Markup("").join(Markup("<li>{}</li>").format(item) for item in inlined)
    if sort == "bullet":
        return Markup("<ul>{}</ul>").format(items)
    return Markup('<ol start="{}">{}</ol>').format(int(lines[0][2]), items)


def _inline(text: str) -> Markup:
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    end = 0
    for found in _INLINE.finditer(text):
        yield escape(text[end : found.start()])
        yield _RENDER[found.lastgroup](found[0])
        end = found.end()
    yield escape(text[end:])


def _emphasis(tag: str) -> Callable[[str], Markup]:
    return lambda marked: Markup(f"<{tag}>{{}}</{tag}>").format(_inline(marked[1:-1]))


def _link(url: str) -> Markup:
    """Punctuation that ends the sentence is not part of the address; a bracket is, if it was opened within."""
    address = url[: _end_of_address(url)]
    href = f"https://{address}" if address[:4].lower() == "www." else address
    return _LINK.format(href, address) + escape(url[len(address) :])


def _end_of_address(url: str) -> int:
    end = len(url)
    surplus = {shut: url.count(shut) - url.count(opened) for opened, shut in ("()", "[]")}
    while url[end - 1] in _ENDINGS or surplus.get(url[end - 1], 0) > 0:
        end -= 1
        if url[end] in surplus:
            surplus[url[end]] -= 1
    return end


_RENDER: dict[str, Callable[[str], Markup]] = {
    "mono": lambda marked: Markup("<code>{}</code>").format(marked[3:-3]),
    "code": lambda marked: Markup("<code>{}</code>").format(marked[1:-1]),
    "url": _link,
    "strong": _emphasis("strong"),
    "em": _emphasis("em"),
    "s": _emphasis("s"),
}
