"""What breaks one of Meta's rules for new templates."""

from chatapp.kinds import N_, FieldError


class RuleError(FieldError):
    """Told like the faults of a message, with some reasons more."""

    @property
    def message(self) -> str:
        return MESSAGES.get(self.code) or FieldError.message.fget(self)


MESSAGES = {
    "bad_name": N_("Only small letters without accents, digits and underscores."),
    "variable_at_edge": N_("A text must neither begin nor end with a variable."),
    "variables_adjacent": N_("Write something between two variables."),
    "variables_mixed": N_("Use either numbers or names for the variables, not both."),
    "variables_uncounted": N_("Number the variables without a gap: {{1}}, {{2}}, {{3}}."),
    "bad_variable": N_("Names of variables have small letters, digits and underscores, and begin with a letter."),
    "broken_braces": N_("Every variable is written with two braces on either side: {{1}}."),
    "no_variables": N_("There can be no variable here."),
    "one_variable": N_("There can be only one variable here."),
    "one_line": N_("This has to be on one line."),
    "variable_at_end_only": N_("A link may have one variable, at its very end."),
    "quick_replies_apart": N_("Quick replies have to stand side by side."),
    "too_many_of_type": N_("There can be at most %(limit)s of this type."),
    "marketing_only": N_("Offers and carousels belong to the category Marketing."),
    "offer_needs_link": N_("An offer needs a button with a link."),
    "offer_needs_code": N_("An offer that ends needs a button that copies a code."),
    "code_first": N_("The button that copies the code has to be the first."),
    "unlike_first_card": N_("All cards have the same parts: make this one like the first."),
    "bad_package": N_("The app's name in the store, as in com.example.shop."),
    "bad_hash": N_("The eleven characters of the hash of the app's signing key."),
    "terms_needed": N_("Meta asks to accept its terms for zero-tap codes."),
    "no_sample_file": N_("Meta needs a sample file to review this header."),
}
