"""Text, the kind that people write."""

import pytest

from chatapp.kinds import FieldError, Text


def test_what_goes_to_graph():
    assert Text("Bom dia!").to_graph() == {"type": "text", "text": {"preview_url": False, "body": "Bom dia!"}}


@pytest.mark.parametrize("body", ["a", "á" * 4096, "👍🏽", "  com espaços  "])
def test_text_within_the_limit_may_go(body):
    assert Text(body).check() == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", FieldError("body", "required")),
        (" \n\t ", FieldError("body", "required")),
        ("á" * 4097, FieldError("body", "too_long", 4096)),
    ],
)
def test_text_that_says_nothing_or_too_much_is_refused(body, error):
    assert Text(body).check() == [error]


def test_errors_have_words():
    assert FieldError("body", "required").message == "Write something first."
    assert FieldError("body", "too_long", 4096).message % {"limit": 4096} == "At most 4096 characters."


def test_line_ends_of_a_form_count_once():
    typed = Text.from_composer("\r\num\r\ndois\rtrês\n\n" + "x" * 4082)
    assert typed.body.startswith("um\ndois\ntrês\n\nx")
    assert len(typed.body) == 4096
    assert typed.check() == []


def test_the_composer_leaves_out_what_neither_postgresql_nor_meta_takes():
    assert Text.from_composer("a\x00b\ud83d").body == "ab?"


@pytest.mark.parametrize(
    ("body", "wanted"), [("veja https://loja.example/x", True), ("HTTP://a", True), ("https://", False), ("oi", False)]
)
def test_the_composer_asks_for_a_preview_when_there_is_a_link(body, wanted):
    assert Text.from_composer(body).preview_url is wanted


def test_preview_is_one_short_line():
    preview = Text("primeira linha\n\n  segunda " + "longa " * 100).preview
    assert preview.text.startswith("primeira linha segunda longa")
    assert len(preview.text) <= 160
    assert Text(" \n ").preview.text is None
