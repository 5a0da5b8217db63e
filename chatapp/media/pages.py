"""Uploads as templates see them."""

from dataclasses import dataclass

from chatapp.media import failures, links, variants
from chatapp.models import Media, MediaState


@dataclass(frozen=True)
class Upload:
    """A file on its way from somebody's machine into a message. `progress` is per cent of its conversion."""

    media: Media

    @property
    def id(self) -> int:
        return self.media.id

    @property
    def dom_id(self) -> str:
        return f"upload-{self.media.id}"

    @property
    def path(self) -> str:
        """Where it is asked about, and deleted."""
        return f"/uploads/{self.media.id}"

    @property
    def kind(self) -> str:
        return self.media.kind

    @property
    def state(self) -> str:
        return self.media.state.value

    @property
    def is_working(self) -> bool:
        """Ask again in a moment."""
        return self.media.state in (MediaState.RECEIVED, MediaState.CONVERTING)

    @property
    def progress(self) -> int:
        return self.media.progress

    @property
    def file_name(self) -> str:
        return variants.file_name(self.media)

    @property
    def size(self) -> int | None:
        return self.media.size

    @property
    def duration(self) -> int | None:
        """Milliseconds."""
        return self.media.duration

    @property
    def error(self) -> str | None:
        """Why it is refused, in the reader's language."""
        failure = failures.of(self.media)
        return failure and failure.words

    @property
    def picture(self) -> str | None:
        """Where a small picture of it is."""
        available = variants.available(self.media)
        name = next((name for name in ("thumbnail", "poster") if name in available), None)
        return name and links.path(self.media, name)
