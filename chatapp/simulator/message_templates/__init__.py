"""Message templates: the shelf of an account, the rules for making one, and how a send must fit it."""

from .shelf import Template, Templates

__all__ = ["Template", "Templates"]
