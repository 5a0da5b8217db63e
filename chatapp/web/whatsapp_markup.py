"""WhatsApp's own markup as HTML: *bold*, _italic_, ~struck~, `code`, ```mono```, lists, quotes and links.

Built from the leaves: every piece of the customer's text goes through escape() or an escaping format(), so no
text of theirs can become a tag. The only tags are those written here. Newlines stay newlines (CSS: pre-line).
"""

from collections.abc import Callable, Iterator
from itertools import groupby

from markupsafe import Markup, escape

from chatapp.kinds import markup
from chatapp.kinds.markup import Line

_MONO = Markup("<pre><code>{}</code></pre>")
_ENDINGS = ".,;:!?'*_~"
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>')


def whatsapp_markup(text: str) -> Markup:
    """Safe HTML for a message body; block elements may occur in it, so it belongs into a <div>."""
    return Markup("").join(_MONO.format(part) if is_mono else _lines(part) for is_mono, part in markup.blocks(text))


def _lines(text: str) -> Markup:
    """Runs of lines of one sort become one list or quote."""
    lines = [markup.line(each) for each in text.split("\n")]
    return Markup("").join(_block(sort, list(run)) for sort, run in groupby(lines, key=lambda line: line.sort))


def _block(sort: str, lines: list[Line]) -> Markup:
    inlined = [_inline(line.text) for line in lines]
    if sort == "text":
        return Markup("\n").join(inlined)
    if sort == "quote":
        return Markup("<blockquote>{}</blockquote>").format(Markup("\n").join(inlined))
    items = Markup("").join(Markup("<li>{}</li>").format(item) for item in inlined)
    if sort == "bullet":
        return Markup("<ul>{}</ul>").format(items)
    return Markup('<ol start="{}">{}</ol>').format(int(lines[0].n), items)


def _inline(text: str) -> Markup:
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    end = 0
    for found in markup.INLINE.finditer(text):
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
