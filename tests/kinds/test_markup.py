"""A line of plain text has no markup in it: what is marked is recognised as for bubbles, and only the marks go."""

import time

import pytest

from chatapp import kinds
from chatapp.kinds.markup import unmarked


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("*Oi*, _tudo_ ~mal~ bem?", "Oi, tudo mal bem?"),
        ("*_~junto~_*", "junto"),
        ("```código *cru*``` e `x_y_z`", "código *cru* e x_y_z"),
        ("antes\n```\numa *linha*\n> outra\n```\ndepois", "antes\numa *linha*\n> outra\ndepois"),
        ("> dito\n- um\n* dois\n2. três", "dito\num\ndois\n2. três"),
        ("2*3*4 e nome_de_arquivo_x", "2*3*4 e nome_de_arquivo_x"),
        ("https://a.example/_x_/*y*", "https://a.example/_x_/*y*"),
        ("*sem fim e ```sem fim", "*sem fim e ```sem fim"),
        ("", ""),
    ],
)
def test_only_the_marks_go(marked: str, plain: str):
    found = unmarked(marked)
    assert [line for line in found.split("\n") if line] == [line for line in plain.split("\n") if line]


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("text", {"body": "*Oi*\n> tudo bem?"}, "Oi tudo bem?"),
        ("image", {"media_id": 1, "caption": "_nova_ embalagem"}, "nova embalagem"),
        ("document", {"media_id": 1, "caption": "*veja*"}, "veja"),
        ("document", {"media_id": 1, "filename": "_recibo_ final.pdf", "caption": "*veja*"}, "_recibo_ final.pdf"),
        ("buttons", {"body": "Confirma *hoje*?"}, "Confirma hoje?"),
        ("button_reply", {"id": "a", "title": "*Sim*"}, "*Sim*"),
        ("text", {"body": "*" + "a" * 400 + "*"}, "a" * 160),
    ],
)
def test_the_list_says_it_in_plain_words(name: str, content: dict, line: str):
    assert kinds.restore(name, content).preview.text == line


@pytest.mark.parametrize("cruel", ["`" * 30_000, "*a " * 30_000, "_*~" * 20_000, "> " * 30_000, "```\n" * 20_000])
def test_a_cruel_text_takes_no_time(cruel: str):
    begun = time.process_time()
    assert kinds.restore("text", {"body": cruel}).preview.label == "Text"
    assert time.process_time() - begun < 0.2
