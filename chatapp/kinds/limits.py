"""Meta's limits on what a message may say, in characters. One place: forms, checks and tests read them here."""

TEXT_BODY = 4096
