"""How a person is drawn when there is no picture."""

HUES = 8


def initials(name: str) -> str:
    """At most two letters: the first of the first and of the last word; '+5' for a bare number."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    if not words:
        return "?"
    if name.startswith("+"):
        return name[:2]
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


def hue(seed: int) -> int:
    """One of the eight avatar colours (1 to 8), the same one for ever."""
    return seed % HUES + 1
