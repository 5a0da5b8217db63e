"""Random content within Meta's limits, of every kind that can be sent."""

from itertools import pairwise

from hypothesis import strategies as st

_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
_PRINTED = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])


def words(most: int) -> st.SearchStrategy[str]:
    """One line without space at its ends: short, or exactly as long as it may be."""
    short = st.text(_PRINTED, min_size=1, max_size=min(most, 12)).map(str.strip).filter(bool)
    return short | _LETTERS.map(lambda letter: letter * most)


def maybe(**fields: st.SearchStrategy) -> st.SearchStrategy[dict]:
    """Any of these fields, or none."""
    return st.fixed_dictionaries({}, optional=fields)


def content(needed: dict[str, st.SearchStrategy], **optional: st.SearchStrategy) -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries(needed, optional=optional)


def distinct(count: st.SearchStrategy[int], item) -> st.SearchStrategy[list]:
    """`count` items that `item` makes of their numbers."""
    return count.flatmap(lambda size: st.tuples(*(item(place) for place in range(size))).map(list))


def ids(place: int, most: int) -> st.SearchStrategy[str]:
    """Ids that differ from each other."""
    return words(most - 3).map(lambda text: f"{place:02}-{text}")


MEDIA_ID = st.integers(1, 99)
URL = words(1900).map(lambda text: "https://loja.example/" + "".join(text.split()))
TEXT_HEADER = content({"type": st.just("text"), "text": words(60)})
PICTURE = content({"type": st.sampled_from(["image", "video"]), "media_id": MEDIA_ID})
PAPER = content({"type": st.just("document"), "media_id": MEDIA_ID}, filename=words(240))
HEADER = TEXT_HEADER | PICTURE | PAPER
FRAME = {"footer": words(60)}
HEADED = FRAME | {"header": HEADER}
BODY = {"body": words(1024)}


def reply_button(place: int, id_limit: int = 256) -> st.SearchStrategy[dict]:
    return content({"id": ids(place, id_limit), "title": ids(place, 20)})


def row(place: int) -> st.SearchStrategy[dict]:
    return content({"id": ids(place, 200), "title": ids(place, 24)}, description=words(72))


def sections(most: int, key: str, item) -> st.SearchStrategy[list]:
    """Up to `most` items, cut into titled sections."""

    def cut(items: list) -> st.SearchStrategy[list]:
        places = st.sets(st.integers(1, max(1, len(items) - 1)), max_size=min(9, len(items) - 1))
        return st.tuples(places, words(24)).map(lambda drawn: _cut(items, *drawn, key))

    return distinct(st.integers(1, most), item).flatmap(cut)


def _cut(items: list, places: set[int], title: str, key: str) -> list[dict]:
    edges = [0, *sorted(places), len(items)]
    return [{"title": title, key: items[a:b]} for a, b in pairwise(edges) if a < b]


def product(place: int) -> st.SearchStrategy[str]:
    return ids(place, 200)


PRODUCT_SECTIONS = sections(30, "products", product)
LINK = {"text": words(20), "url": URL}


def cards() -> st.SearchStrategy[list]:
    """Cards that look alike."""
    body = {"body": st.lists(words(20), min_size=1, max_size=3).map("\n".join)}
    linked = content({"header": PICTURE, **LINK}, **body)
    replying = [
        content({"header": PICTURE, "buttons": distinct(st.just(size), lambda p: reply_button(p, 20))}, **body)
        for size in (1, 2)
    ]
    return st.sampled_from([linked, *replying]).flatmap(lambda card: st.lists(card, min_size=2, max_size=10))


def values(most: int, count: int = 12, least: int = 0) -> st.SearchStrategy[dict]:
    """Counted from 1, or named."""
    value = st.text(_LETTERS, min_size=1, max_size=12) | _LETTERS.map(lambda letter: letter * most)
    counted = st.lists(value, min_size=least, max_size=count).map(
        lambda texts: {str(n): text for n, text in enumerate(texts, 1)}
    )
    name = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
    return counted | st.dictionaries(name, value, min_size=least, max_size=count)


_BUTTONS = [
    content({"type": st.just("quick_reply"), "payload": words(512)}),
    content({"type": st.just("url"), "suffix": st.text(_LETTERS, min_size=1, max_size=30)}),
    content({"type": st.just("copy_code"), "coupon": st.text(_LETTERS, min_size=1, max_size=20)}),
    content({"type": st.just("flow")}, token=words(512), data=st.dictionaries(words(9), words(9), max_size=2)),
    content({"type": st.just("catalog")}, product_id=words(200)),
    content({"type": st.just("products"), "product_id": words(200), "sections": PRODUCT_SECTIONS}),
    content({"type": st.just("voice_call")}, minutes=st.integers(1, 43200), payload=words(512)),
]


def template_buttons(most: int) -> st.SearchStrategy[list]:
    """Each in a place of its own."""
    button = st.one_of(_BUTTONS)
    return st.lists(button, max_size=most).map(lambda found: [b | {"index": place} for place, b in enumerate(found)])


PLACE = content(
    {"latitude": st.floats(-90, 90), "longitude": st.floats(-180, 180) | st.integers(-180, 180)},
    name=words(1024),
    address=words(1024),
)
TEMPLATE_CARD = content({"header": PICTURE}, body=values(160, 4), buttons=template_buttons(2))
TEMPLATE_HEADER = (
    PICTURE
    | PAPER
    | PLACE.map(lambda place: {"type": "location", **place})
    | values(60, 1, 1).map(lambda said: {"type": "text", "values": said})
)
PHONE = st.from_regex(r"\+[1-9][0-9]{7,13}", fullmatch=True)
NAME_PART = words(255)
CONTACT = content(
    {"name": content({"formatted_name": NAME_PART}, first_name=NAME_PART, last_name=NAME_PART, prefix=NAME_PART)},
    phones=st.lists(
        content({"phone": st.from_regex(r"\+[1-9][0-9]{7,13}", fullmatch=True)}, type=words(20)), max_size=3
    ),
    emails=st.lists(content({"email": words(255)}, type=words(20)), max_size=3),
    urls=st.lists(content({"url": words(255)}), max_size=2),
    org=maybe(company=NAME_PART, department=NAME_PART, title=NAME_PART),
    addresses=st.lists(maybe(street=NAME_PART, city=NAME_PART, zip=NAME_PART), max_size=2),
    birthday=st.dates().map(str),
)
FILE = content({"media_id": MEDIA_ID})
CAPTIONED = content({"media_id": MEDIA_ID | MEDIA_ID.map(str)}, caption=words(1024))

CONTENTS: dict[str, st.SearchStrategy[dict]] = {
    "text": content({"body": words(4096)}, preview_url=st.booleans()),
    "image": CAPTIONED,
    "video": CAPTIONED,
    "document": content({"media_id": MEDIA_ID}, caption=words(1024), filename=words(240)),
    "audio": FILE,
    "voice": FILE,
    "sticker": FILE,
    "location": PLACE,
    "contacts": content({"contacts": st.lists(CONTACT, min_size=1, max_size=4)}),
    "reaction": content({"target": words(200), "emoji": st.sampled_from(["👍", "❤️", "🇧🇷", "👨‍👩‍👧", "1️⃣", None])}),
    "buttons": content(BODY | {"buttons": distinct(st.integers(1, 3), reply_button)}, **HEADED),
    "list": content(
        {"body": words(4096), "button": words(20), "sections": sections(10, "rows", row)},
        **FRAME,
        header=TEXT_HEADER,
    ),
    "link_button": content(BODY | LINK, **HEADED),
    "location_request": content(BODY),
    "contact_request": content(BODY),
    "flow": st.builds(
        lambda frame, screen: frame | screen,
        content(
            BODY | {"text": words(30), "flow_id": words(200)},
            **HEADED,
            token=words(512),
            mode=st.sampled_from(["draft", "published"]),
        ),
        st.just({}) | content({"screen": words(200)}, data=st.dictionaries(words(9), words(9), max_size=3)),
    ),
    "product": content({"catalog_id": words(200), "product_id": words(200)}, **BODY, **FRAME),
    "product_list": content(
        BODY | {"header": TEXT_HEADER, "catalog_id": words(200), "sections": PRODUCT_SECTIONS}, **FRAME
    ),
    "catalog": content(BODY, **FRAME, product_id=words(200)),
    "carousel": content(BODY | {"cards": cards()}),
    "voice_call": content(BODY, **FRAME, text=words(20), minutes=st.integers(1, 43200), payload=words(512)),
    "template": content(
        {
            "name": st.from_regex(r"[a-z0-9_]{1,40}", fullmatch=True),
            "language": st.sampled_from(["pt_BR", "en", "fil"]),
        },
        header=TEMPLATE_HEADER,
        body=values(1024),
        buttons=template_buttons(10),
        cards=st.lists(TEMPLATE_CARD, max_size=10),
        offer_ends_at=st.integers(1, 10**14),
    ),
}
