from chatapp.contacts.grouping import connected


def test_nothing_shared_is_nothing_together():
    assert connected([{1}, {2}, set()]) == [[0], [1], [2]]


def test_a_chain_of_shared_elements_is_one_group():
    groups = connected([{"a"}, {"x"}, {"b", "c"}, {"a", "b"}, {"c", "d"}, {"y", "x"}])

    assert sorted(map(sorted, groups)) == [[0, 2, 3, 4], [1, 5]]


def test_long_chains_are_followed():
    assert connected([{n, n + 1} for n in range(2_000)]) == [list(range(2_000))]
