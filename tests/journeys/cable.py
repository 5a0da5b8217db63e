"""The line between a browser and the web, which can be cut and mended."""

import socket
import threading
from contextlib import suppress


class Cable:
    """`url` leads to the web on `port` for as long as nobody cuts it."""

    def __init__(self, port: int):
        self.port = port
        self.is_cut = False
        self.ends: set[socket.socket] = set()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Everything that goes through it ends, and nothing new comes through."""
        self.is_cut = True
        for end in list(self.ends):
            _shut(end)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        _shut(self.socket)
        self.socket.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._join(self.socket.accept()[0])

    def _join(self, browser: socket.socket) -> None:
        try:
            if self.is_cut:
                raise ConnectionRefusedError
            web = socket.create_connection(("127.0.0.1", self.port))
        except OSError:
            browser.close()
            return
        self.ends |= {browser, web}
        for source, target in ((browser, web), (web, browser)):
            threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for end in (source, target):
            _shut(end)
        self.ends.discard(source)
        source.close()


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
