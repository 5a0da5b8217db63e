"""What is wrong with one field of a message that was to be sent."""

from dataclasses import dataclass

from chatapp.kinds.marking import N_


@dataclass(frozen=True, slots=True)
class FieldError:
    """`field` is a path ("sections.0.rows.2.title"), `code` a key of `MESSAGES`, `limit` the number that was missed."""

    field: str
    code: str
    limit: int | None = None

    @property
    def message(self) -> str:
        """The msgid that says it to a person; format it with `limit` after translation."""
        return MESSAGES[self.code]


MESSAGES = {
    "required": N_("Write something first."),
    "no_file": N_("Choose a file first."),
    "bad_text": N_("This has to be text."),
    "too_long": N_("At most %(limit)s characters."),
    "too_many_breaks": N_("At most %(limit)s line breaks."),
    "bad_spacing": N_("No line breaks, no tabs and no more than four spaces in a row."),
    "too_few": N_("At least %(limit)s."),
    "too_many": N_("At most %(limit)s."),
    "too_small": N_("Not less than %(limit)s."),
    "too_large": N_("Not more than %(limit)s."),
    "duplicate": N_("This is already used above."),
    "mismatch": N_("This does not fit the rest."),
    "not_allowed": N_("This cannot be used here."),
    "bad_number": N_("This has to be a number."),
    "bad_url": N_("This has to be a whole link, beginning with https:// or http://."),
    "bad_date": N_("This has to be a date, as in 1987-05-23."),
    "bad_phone": N_("This has to be a phone number with its country code."),
    "bad_emoji": N_("This has to be one emoji."),
    "bad_choice": N_("Choose one of the possibilities."),
}
