"""``text``."""

from .shape import boolean, record, text

TEXT = record({"body": text(4096)}, {"preview_url": boolean})
