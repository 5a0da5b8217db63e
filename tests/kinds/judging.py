"""What is wrong with a content, after ourselves and after Meta."""

from chatapp import kinds
from tests.kinds.samples import META_IDS
from tests.meta_rules import violations


def told(kind: str, content: dict) -> dict[str, tuple[str, int | None]]:
    """Field -> what is wrong with it and the limit; what is all right has to be all right for Meta too."""
    composed = kinds.compose(kind, content)
    errors = composed.check()
    if not errors:
        payload = {"messaging_product": "whatsapp", "to": "+5511988772841", **composed.to_graph(META_IDS)}
        assert violations(payload) == []
    return {error.field: (error.code, error.limit) for error in errors}
