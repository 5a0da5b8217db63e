"""Meta's Graph API, at any version prefix and without one."""

from . import messages
from .blueprint import NodeConverter, VersionConverter, graph

__all__ = ["NodeConverter", "VersionConverter", "graph", "messages"]
