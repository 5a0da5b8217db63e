"""Files on their way from us to Meta."""

from dataclasses import dataclass
from secrets import token_hex
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be uploaded: `size` bytes of `stream`. `name` is what Meta is told, plain ASCII without quotes."""

    stream: BinaryIO
    size: int
    mime_type: str
    name: str


class UploadBody:
    """Meta's form, with its length known beforehand and the file read only while it is written to the socket."""

    def __init__(self, file: Attachment):
        boundary = token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._head = _head(boundary, file)
        self._stream, self._tail = file.stream, f"\r\n--{boundary}--\r\n".encode()
        self._left = file.size
        self.len = len(self._head) + file.size + len(self._tail)

    def __len__(self) -> int:
        return self.len

    def read(self, size: int = -1) -> bytes:
        """The next part; nothing at the end. Raises OSError when the file is shorter than it was said to be."""
        if self._head:
            part, self._head = self._head, b""
            return part
        if self._left:
            return self._file_part(size)
        part, self._tail = self._tail, b""
        return part

    def _file_part(self, size: int) -> bytes:
        part = self._stream.read(min(size, self._left) if size > 0 else self._left)
        if not part:
            raise OSError(f"the file ends {self._left} bytes too early")
        self._left -= len(part)
        return part


class BareBody:
    """Nothing but the file, with its length known beforehand."""

    def __init__(self, file: Attachment):
        self._stream, self.len = file.stream, file.size

    def __len__(self) -> int:
        return self.len

    def read(self, size: int = -1) -> bytes:
        """The next part; nothing at the end."""
        return self._stream.read(size)


def _head(boundary: str, file: Attachment) -> bytes:
    fields = {"messaging_product": "whatsapp", "type": file.mime_type}
    lines = []
    for name, value in fields.items():
        lines += [f"--{boundary}", f'Content-Disposition: form-data; name="{name}"', "", value]
    lines += [f"--{boundary}", f'Content-Disposition: form-data; name="file"; filename="{file.name}"']
    lines += [f"Content-Type: {file.mime_type}", "", ""]
    return "\r\n".join(lines).encode("ascii", "replace")
