"""What goes wrong on somebody's laptop, said once and usefully."""


class Trouble(Exception):
    """One sentence for a person: what is wrong and what cures it. Shown without a traceback."""
