"""Meta's rules for what a business may send: the envelope, and one module per type."""
