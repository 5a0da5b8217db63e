"""The customer's phone: a page, its JSON and its live hints."""

from . import routes
from .blueprint import phone

ROUTES = (routes,)

__all__ = ["ROUTES", "phone"]
