"""Meta's Graph API, at any version prefix and without one."""

from . import blocking, media, messages, nodes, profile, samples, setup, templates
from .blueprint import NodeConverter, VersionConverter, graph

ROUTES = (blocking, media, messages, nodes, profile, samples, setup, templates)

__all__ = ["ROUTES", "NodeConverter", "VersionConverter", "graph"]
