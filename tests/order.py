"""The long files first: two processes share the files, and whichever comes last is waited for by the other."""

import pytest

LONG = ("faults", "embedded", "journeys", "frontend", "simulator", "realtime", "messages", "media")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """By folder; within a folder it stays as it is."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.nodeid.removeprefix("tests/").partition("/")[0]
    return LONG.index(folder) if folder in LONG else len(LONG)
