"""WhatsApp's markup is rendered as on the phone, and no text of a customer becomes a tag of its own."""

import time
import timeit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatapp.web.whatsapp_markup import whatsapp_markup

ALLOWED = {
    "strong": set(),
    "em": set(),
    "s": set(),
    "code": set(),
    "pre": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "blockquote": set(),
    "a": {"href", "rel", "target"},
}
MARKS = ["*", "_", "~", "`", "```", "\n", " ", "> ", "- ", "1. ", "(", ")", ".", "{}", "{0}", "olá", "\u202e"]
TAGS = ["<script>", "</a>", '"', "'", "&", "&lt;", "<", ">"]
LINKS = ["javascript:alert(1)", "https://a.example/x_y*z", "http://", "www.b.example"]
SPICY = st.sampled_from([*MARKS, *TAGS, *LINKS])
TEXTS = st.one_of(st.text(max_size=200), st.lists(SPICY, max_size=40).map("".join))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*pronto*", "<strong>pronto</strong>"),
        ("_já_ ~não~", "<em>já</em> <s>não</s>"),
        ("*a _b ~c~ b_ a*", "<strong>a <em>b <s>c</s> b</em> a</strong>"),
        ("`x < y`", "<code>x &lt; y</code>"),
        ("```um```", "<code>um</code>"),
        ("```um\n *dois*```", "<pre><code>um\n *dois*</code></pre>"),
        ("```um``` e\n```dois```", "<code>um</code> e\n<code>dois</code>"),
        ("```um\n`dois```", "<pre><code>um\n`dois</code></pre>"),
        ("```um\ndois", "```um\ndois"),
        ("2*3*4", "2*3*4"),
        ("nome_de_arquivo_longo", "nome_de_arquivo_longo"),
        ("* vazio *", "<ul><li>vazio *</li></ul>"),
        ("*não fecha", "*não fecha"),
        ("*duas\nlinhas*", "*duas\nlinhas*"),
        ("(*sim*), *sim*!", "(<strong>sim</strong>), <strong>sim</strong>!"),
        ("- um\n- dois", "<ul><li>um</li><li>dois</li></ul>"),
        ("3. três\n4. quatro", '<ol start="3"><li>três</li><li>quatro</li></ol>'),
        ("> citado\n> mais\nresposta", "<blockquote>citado\nmais</blockquote>resposta"),
        ("R$ 10 - 20", "R$ 10 - 20"),
        ("<b>oi</b> & tchau", "&lt;b&gt;oi&lt;/b&gt; &amp; tchau"),
        ("", ""),
    ],
)
def test_as_on_the_phone(text, html):
    assert whatsapp_markup(text) == html


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("veja https://a.example/x_y_z.", "https://a.example/x_y_z", "https://a.example/x_y_z"),
        ("(www.a.example)", "https://www.a.example", "www.a.example"),
        ("https://pt.example/A_(b)).", "https://pt.example/A_(b)", "https://pt.example/A_(b)"),
        ("[https://a.example/[1]]]", "https://a.example/[1]", "https://a.example/[1]"),
        ("https://pt.example/A_(b)", "https://pt.example/A_(b)", "https://pt.example/A_(b)"),
        ("HTTPS://A.EXAMPLE/?q=1&r=2", "HTTPS://A.EXAMPLE/?q=1&r=2", "HTTPS://A.EXAMPLE/?q=1&r=2"),
        ("*https://a.example/*", "https://a.example/", "https://a.example/"),
    ],
)
def test_links(text, href, shown):
    (link,) = _parsed(whatsapp_markup(text)).iter("a")
    assert (link.get("href"), "".join(link.itertext())) == (href, shown)
    assert (link.get("rel"), link.get("target")) == ("noopener noreferrer nofollow", "_blank")


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "a@www.x", "foo.com", "ahttps://x", "http://"]
)
def test_no_links(text):
    assert "<a" not in whatsapp_markup(text)


@given(TEXTS)
def test_nothing_but_our_own_tags(text):
    for element in list(_parsed(whatsapp_markup(text)).iter())[1:]:
        assert set(element.keys()) <= ALLOWED[element.tag]
        if element.tag == "a":
            assert element.get("href").lower().startswith(("http://", "https://"))


@given(TEXTS)
def test_no_word_is_lost(text):
    """Only marks may go: what is left is what was written, in its order."""
    marks = set("*_~`>- \n\r\f\t\v.0123456789\x00")
    shown = "".join(_parsed(whatsapp_markup(text)).itertext())
    assert [c for c in shown if c not in marks and c.isprintable()] == [
        c for c in text if c not in marks and c.isprintable()
    ]


@pytest.mark.parametrize("head", ["", "```x", "`x", "*x", "https://a", "> ", "- "])
@pytest.mark.parametrize("part", ["\n", "*", "*a", "`", "```", "```a", "_*~", "https://", "(", ")", ".)", "  "])
@pytest.mark.parametrize("tail", ["", "x"])
def test_eight_times_the_text_takes_about_eight_times_as_long(head, part, tail):
    """Up to 4,096 characters may come, and somebody may be cruel: what is quadratic would take 64 times as long."""
    short, long = (head + part * (length // len(part)) + tail for length in (500, 4_000))
    assert _seconds(long) < 24 * _seconds(short)


def _seconds(text: str) -> float:
    """Of this process's own time; the least of several, for whatever else happens only adds to it."""
    return min(timeit.repeat(lambda: whatsapp_markup(text), timer=time.process_time, number=1, repeat=3))


def _parsed(html: str):
    return html5lib.parseFragment(str(html), namespaceHTMLElements=False)
