"""The customer's phone: a page, its JSON and its live hints."""

from . import routes, sending
from .blueprint import phone

ROUTES = (routes, sending)

__all__ = ["ROUTES", "phone"]
