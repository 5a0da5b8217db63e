"""``product``, ``product_list`` and ``catalog_message``."""

from typing import Any

from ...errors import GraphError
from ..shape import array, record, text
from .parts import message, named, words

ITEM = record({"product_retailer_id": text()})
SECTION = record({"product_items": array(ITEM, 1, 30)}, {"title": words(24, least=0)})
SECTIONS = record({"catalog_id": text(), "sections": array(SECTION, 1, 10)})
MOST_PRODUCTS = 30


def product_sections(value: Any, path: str) -> None:
    """At most thirty products in all; several sections need titles."""
    SECTIONS(value, path)
    found = value["sections"]
    if sum(len(section["product_items"]) for section in found) > MOST_PRODUCTS:
        raise GraphError(131009, f"Total product count exceed max allowed count: {MOST_PRODUCTS}")
    if len(found) > 1 and not all(section.get("title") for section in found):
        raise GraphError(131009, "Section title is required when there is more than one section.")


PRODUCT = message(record({"catalog_id": text(), "product_retailer_id": text()}), body_required=False)
PRODUCT_LIST = message(product_sections, headers=("text",), header_required=True)
CATALOG_MESSAGE = message(
    named("catalog_message", record(optional={"thumbnail_product_retailer_id": text()}), required=False)
)
