"""Media: what is accepted, where it is kept and how long it lives."""

from .shelf import Media, MediaShelf

__all__ = ["Media", "MediaShelf"]
