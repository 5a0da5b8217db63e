"""Whatever comes: what we let pass, Meta takes; what is stored is what was said; nonsense is told, never raised."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatapp import kinds
from chatapp.kinds import REGISTRY
from chatapp.kinds.limits import FIELDS
from tests.kinds.contents import CONTENTS
from tests.kinds.samples import META_IDS, SENDABLE
from tests.meta_rules import violations

EXAMPLES = 25

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
KEYS = sorted({"media_id", "type"}.union(*(field.split(".") for fields in FIELDS.values() for field in fields)))
NONSENSE = st.recursive(
    JSON,
    lambda inner: st.dictionaries(st.sampled_from(KEYS), inner, max_size=8) | st.lists(inner, max_size=3),
    max_leaves=12,
)


def to_meta(kind: kinds.Kind) -> list[str]:
    meta_ids = META_IDS | dict.fromkeys(kind.media_ids, "1")
    return violations({"messaging_product": "whatsapp", "to": "+5511988772841", **kind.to_graph(meta_ids)})


def test_there_is_random_content_of_every_kind_that_can_be_sent():
    assert set(CONTENTS) == set(SENDABLE)


@pytest.mark.parametrize("name", SENDABLE)
def test_valid_content_passes_and_survives(name):
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(CONTENTS[name])
    def holds(content):
        kind = kinds.compose(name, content)
        assert kind.check() == []
        assert to_meta(kind) == []
        stored = orjson.loads(orjson.dumps(kind.to_stored()))
        assert kinds.restore(name, stored) == kind
        heard = kinds.read(kind.to_graph(META_IDS))
        assert type(heard) is type(kind)
        assert kind.preview.label
        assert isinstance(kind.plain, str)

    holds()


@pytest.mark.parametrize("name", SENDABLE)
def test_one_wrong_field_is_told(name):
    def damaged(content):
        return st.builds(lambda key, value: content | {key: value}, st.sampled_from(sorted(content)), NONSENSE)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(CONTENTS[name].flatmap(damaged))
    def holds(content):
        told_or_taken(name, content)

    holds()


@settings(max_examples=100, deadline=None)
@given(NONSENSE)
def test_nonsense_is_told(content):
    for name in SENDABLE:
        told_or_taken(name, content)


def told_or_taken(name: str, content: object) -> None:
    kind = kinds.compose(name, content)
    assert all(type(media_id) is int and 0 < media_id < 2**63 for media_id in kind.media_ids)
    errors = kind.check()
    assert all(error.message and error.field for error in errors)
    if not errors:
        assert to_meta(kind) == []
        assert kinds.restore(name, orjson.loads(orjson.dumps(kind.to_stored()))) == kind


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), NONSENSE, max_size=8))
def test_whatever_is_stored_can_be_shown(content):
    for name in REGISTRY:
        kind = kinds.restore(name, content)
        assert kind.preview.label
        assert isinstance(kind.plain, str)
        assert isinstance(kind.files, tuple)
