"""How Meta refuses a template."""

from ..errors import GraphError


def invalid(details: str, subcode: int | None = None) -> GraphError:
    """Error 100 with the reason."""
    return GraphError(100, details, message="Invalid parameter", subcode=subcode)
