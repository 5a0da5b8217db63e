"""What a webhook speaks of is found in any body, however odd, and never at the price of an exception."""

import pytest

from chatapp.whatsapp.webhook.subjects import subjects


def about(value: object, **entry: object) -> dict:
    return {"entry": [{"id": "100", "changes": [{"value": value}], **entry}]}


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (about({"metadata": {"phone_number_id": "7"}}), ["7"]),
        (about({"event": "X"}), ["100"]),
        (about({"metadata": "odd"}), ["100"]),
        (about(None), ["100"]),
        (about({"metadata": {"phone_number_id": "7,8"}}), []),
        (about({"metadata": {"phone_number_id": 7}}), []),
        (about({"metadata": {"phone_number_id": "٧"}}), []),
        (about({"metadata": {"phone_number_id": "9" * 41}}), []),
        (about({}, id=["100"]), []),
        (about({}, changes={"value": {}}), []),
        ({"entry": "x"}, []),
        ({"entry": [None, 1, {"changes": [None]}]}, []),
        ({}, []),
    ],
)
def test_whatever_the_body(body, named):
    assert subjects(body) == named
