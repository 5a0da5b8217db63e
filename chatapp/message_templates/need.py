"""One thing that somebody has to fill in before a template can be sent."""

from dataclasses import dataclass

FILES = ("image", "video", "document")


@dataclass(frozen=True, slots=True)
class Need:
    """`type` is text, number, moment, lines (one value per line) or a file: image, video, document.

    `name` is the variable's, or what the value is (payload, suffix, coupon, ...). `most` is in characters.
    """

    path: str
    type: str
    name: str = ""
    sample: str = ""
    most: int | None = None
    required: bool = True

    @property
    def is_file(self) -> bool:
        """Whether it is one of our uploads, named by its id."""
        return self.type in FILES

    @property
    def is_variable(self) -> bool:
        """Whether it stands in a text."""
        return ".values." in self.path or self.path.startswith("body.") or ".body." in self.path

    @property
    def card(self) -> int | None:
        """Of which card of the carousel, from 0."""
        step, _, rest = self.path.partition(".")
        return int(rest.partition(".")[0]) if step == "cards" else None

    @property
    def button(self) -> int | None:
        """Of which of the buttons that take something, from 0."""
        steps = self.path.split(".")
        return int(steps[steps.index("buttons") + 1]) if "buttons" in steps else None
