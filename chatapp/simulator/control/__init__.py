"""The control page and its JSON: scripts, chaos and the books."""
