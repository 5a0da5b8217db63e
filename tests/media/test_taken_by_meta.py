"""What we make of any file is uploaded and sent by our own client, to a Meta that knows types, sizes and limits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chatapp.kinds import REGISTRY
from chatapp.media import mime_types
from chatapp.media.conversions.preparing import Brought, prepare
from chatapp.whatsapp import envelope
from chatapp.whatsapp.client import GraphClient
from chatapp.whatsapp.uploads import Attachment
from tests.media import samples
from tests.simulator.receiver import VERIFY_TOKEN, Receiver
from tests.simulator.running import NUMBER, TOKEN, Running

ANA = "5511987654321"
STEREO = {"codec": "libopus", "container": "webm", "layout": "stereo"}
BROUGHT: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "HEIC": ("image", lambda path: samples.photo(path / "a.heic")),
    "screenshot": ("image", lambda path: samples.photo(path / "a.png")),
    "huge photo": ("image", lambda path: samples.photo(path / "a.jpg", (3000, 2400), busy=True, quality=97)),
    "iPhone film": ("video", lambda path: samples.film(path / "a.mov", 1, codec="libx265")),
    "recording": (
        "voice",
        lambda path: samples.sound(path / "a.webm", 2, **STEREO),
    ),
    "WAV": ("audio", lambda path: samples.sound(path / "a.wav", 2, codec="pcm_s16le", container="wav")),
    "Opus": ("audio", lambda path: samples.sound(path / "a.webm", 2, codec="libopus", container="webm")),
    "MP3": ("audio", lambda path: samples.sound(path / "a.mp3", 2, codec="libmp3lame", container="mp3")),
    "still sticker": ("sticker", lambda path: samples.photo(path / "a.jpg", busy=True)),
    "moving sticker": ("sticker", lambda path: samples.moving_picture(path / "a.gif")),
    "PDF": ("document", lambda path: samples.document(path / "a.pdf")),
}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Running]:
    receiver = Receiver()
    running = Running(receiver.url, VERIFY_TOKEN)
    running.customer(wa_id=ANA, window="open")
    yield running
    running.stop()
    receiver.close()


@pytest.mark.parametrize("brought", BROUGHT.values(), ids=BROUGHT)
def test_it_is_taken(simulator: Running, tmp_path: Path, brought: tuple[str, Callable[[Path], Path]]):
    kind, make = brought
    source = make(tmp_path)
    sniffed = mime_types.found(source.read_bytes()[: mime_types.HEAD])
    made = prepare(Brought(kind, source, sniffed, source.name), tmp_path, lambda percent: None)
    path, client = made.path or source, GraphClient(simulator.url, "v26.0")
    with path.open("rb") as stream:
        file = Attachment(stream, path.stat().st_size, made.mime_type, "file")
        meta_id = client.upload_media(NUMBER, TOKEN, file)
    payload = envelope.message(REGISTRY[kind].of(7), wa_id=ANA, meta_ids={7: meta_id})
    assert client.send_message(NUMBER, TOKEN, payload).wamid
    client.close()
