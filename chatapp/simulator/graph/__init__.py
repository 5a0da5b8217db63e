"""Meta's Graph API, at any version prefix and without one."""

from . import media, messages, nodes, setup, templates
from .blueprint import NodeConverter, VersionConverter, graph

__all__ = ["NodeConverter", "VersionConverter", "graph", "media", "messages", "nodes", "setup", "templates"]
