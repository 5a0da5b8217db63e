"""The languages the product speaks."""

#: As Babel and our rows name them -> as browsers do.
LOCALES = {"pt_BR": "pt-BR", "en": "en"}
