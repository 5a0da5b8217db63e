"""What belongs together because it shares something, directly or through others."""

from collections.abc import Collection, Hashable, Sequence


def connected(sets: Sequence[Collection[Hashable]]) -> list[list[int]]:
    """The positions of the sets, grouped: two are in one group if a chain of shared elements leads between them."""
    parent = list(range(len(sets)))

    def root(position: int) -> int:
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    first: dict[Hashable, int] = {}
    for position, elements in enumerate(sets):
        for element in elements:
            parent[root(position)] = root(first.setdefault(element, position))
    groups: dict[int, list[int]] = {}
    for position in range(len(sets)):
        groups.setdefault(root(position), []).append(position)
    return list(groups.values())
