"""Uploads, addresses that expire, and files that do not fit their type."""

import base64
import hashlib
import time

import pytest
import requests

from tests.simulator import files
from tests.simulator.running import NUMBER, OTHER_NUMBER, TOKEN, Running

pytestmark = pytest.mark.usefixtures("ana")
BEARER = {"Authorization": f"Bearer {TOKEN}"}
OPUS = b"OggS" + bytes(24) + b"OpusHead\x01\x01" + bytes(100)
STEREO = b"OggS" + bytes(24) + b"OpusHead\x01\x02" + bytes(100)
KIB = 1024
# The place of the depth in the header of a PNG.
DEEP_PNG = files.picture("PNG")[:24] + b"\x10" + files.picture("PNG")[25:]


def upload(simulator: Running, content: bytes, mime: str, number: str = NUMBER, **form: str) -> requests.Response:
    fields = {"messaging_product": "whatsapp", "type": mime, **form}
    return simulator.graph("POST", f"{number}/media", data=fields, files={"file": ("arquivo", content, mime)})


def test_upload_look_up_download_delete(simulator: Running) -> None:
    content = b"%PDF-1.4 olar"
    media_id = upload(simulator, content, "application/pdf").json()["id"]
    facts = simulator.graph("GET", media_id).json()
    assert facts == {
        "url": facts["url"],
        "mime_type": "application/pdf",
        "sha256": hashlib.sha256(content).hexdigest(),
        "file_size": str(len(content)),
        "id": media_id,
        "messaging_product": "whatsapp",
    }
    answer = requests.get(facts["url"], headers=BEARER, timeout=5)
    assert (answer.content, answer.headers["Content-Type"]) == (content, "application/pdf")
    assert simulator.graph("DELETE", media_id).json() == {"success": True}
    assert simulator.graph("GET", media_id).json()["error"]["error_subcode"] == 33
    assert requests.get(facts["url"], headers=BEARER, timeout=5).status_code == 404


def test_address_needs_the_token_and_expires(simulator: Running) -> None:
    media_id = upload(simulator, b"x", "image/png").json()["id"]
    url = simulator.graph("GET", media_id).json()["url"]
    assert requests.get(url, timeout=5).status_code == 400
    assert requests.get(url.replace("hash=", "hash=0"), headers=BEARER, timeout=5).status_code == 404
    simulator.switch(media_url_seconds=0)
    expired = simulator.graph("GET", media_id).json()["url"]
    time.sleep(1.1)
    assert requests.get(expired, headers=BEARER, timeout=5).status_code == 404
    assert requests.get(url, headers=BEARER, timeout=5).status_code == 200


def test_media_belongs_to_its_number(simulator: Running) -> None:
    media_id = upload(simulator, files.picture("PNG"), "image/png").json()["id"]
    owned = simulator.graph("GET", f"{media_id}?phone_number_id={NUMBER}")
    assert owned.json()["id"] == media_id
    assert simulator.graph("GET", f"{media_id}?phone_number_id={OTHER_NUMBER}").status_code == 400
    elsewhere = upload(simulator, b"x", "image/png", OTHER_NUMBER).json()["id"]
    assert simulator.send(type="image", image={"id": media_id}).status_code == 200
    assert simulator.send(type="image", image={"id": elsewhere}).json()["error"]["code"] == 100


def test_type_may_be_left_out_and_product_not(simulator: Running) -> None:
    files = {"file": ("a.png", b"x", "image/png")}
    answer = simulator.graph("POST", f"{NUMBER}/media", data={"messaging_product": "whatsapp"}, files=files)
    assert simulator.graph("GET", answer.json()["id"]).json()["mime_type"] == "image/png"
    assert simulator.graph("POST", f"{NUMBER}/media", data={"x": "y"}, files=files).json()["error"]["code"] == 100


@pytest.mark.parametrize(
    ("content", "mime", "code"),
    [
        (b"x", "application/zip", 100),
        (b"x" * (5 * KIB * KIB + 1), "image/jpeg", 131053),
        (b"x" * (500 * KIB + 1), "image/webp", 131053),
        (b"", "image/png", 131053),
    ],
    ids=["unknown type", "large image", "large sticker", "empty"],
)
def test_refused_uploads(simulator: Running, content: bytes, mime: str, code: int) -> None:
    answer = upload(simulator, content, mime)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


@pytest.mark.parametrize(
    ("kind", "content", "mime", "fits"),
    [
        ("image", files.picture(), "image/jpeg", True),
        ("image", files.picture("PNG"), "image/png", True),
        ("image", files.picture("PNG"), "image/jpeg", False),
        ("image", DEEP_PNG, "image/png", False),
        ("image", files.picture("WEBP"), "image/webp", False),
        ("video", files.film(), "video/mp4", True),
        ("video", files.film("mpeg4"), "video/mp4", False),
        ("video", b"x", "video/mp4", False),
        ("video", b"x", "audio/mp4", False),
        ("document", b"x", "image/png", True),
        ("audio", OPUS, "audio/ogg; codecs=opus", True),
        ("audio", STEREO, "audio/ogg", False),
        ("audio", b"OggS vorbis", "audio/ogg", False),
        ("sticker", files.picture("WEBP", (512, 512)), "image/webp", True),
        ("sticker", files.picture("WEBP", (512, 500)), "image/webp", False),
        ("sticker", files.picture("PNG", (512, 512)), "image/webp", False),
        ("sticker", files.picture("WEBP", (512, 512)) + bytes(100 * KIB), "image/webp", False),
        ("sticker", files.picture("WEBP", (512, 512)) + b"ANIM" + bytes(400 * KIB), "image/webp", True),
    ],
)
def test_files_fit_their_type(simulator: Running, kind: str, content: bytes, mime: str, fits: bool) -> None:
    media_id = upload(simulator, content, mime).json()["id"]
    answer = simulator.send(type=kind, **{kind: {"id": media_id}})
    assert answer.json().get("error", {}).get("code") == (None if fits else 131053), answer.text


def test_a_voice_message_is_ogg(simulator: Running) -> None:
    voice = upload(simulator, files.sound(), "audio/ogg").json()["id"]
    music = upload(simulator, b"ID3 music", "audio/mpeg").json()["id"]
    assert simulator.send(type="audio", audio={"id": voice, "voice": True}).status_code == 200
    assert simulator.send(type="audio", audio={"id": music}).status_code == 200
    assert simulator.send(type="audio", audio={"id": music, "voice": True}).json()["error"]["code"] == 131053


def test_ids_live_as_long_as_the_control_page_says(simulator: Running) -> None:
    sent = upload(simulator, files.picture(), "image/jpeg").json()["id"]
    came = {"file": ("a.jpg", files.picture(), "image/jpeg")}
    came_id = requests.post(f"{simulator.url}/control/media", files=came, timeout=5).json()["id"]
    assert simulator.graph("GET", sent).status_code == simulator.graph("GET", came_id).status_code == 200
    simulator.switch(received_media_seconds=0)
    assert (simulator.graph("GET", sent).status_code, simulator.graph("GET", came_id).status_code) == (200, 400)
    simulator.switch(uploaded_media_seconds=0)
    assert simulator.graph("GET", sent).json()["error"]["error_subcode"] == 33
    assert simulator.send(type="image", image={"id": sent}).json()["error"]["code"] == 100


def test_links_of_this_machine_are_fetched_and_shown(simulator: Running, received, ana) -> None:
    chat = f"{simulator.url}/phone/chats/{ana['id']}/{NUMBER}"
    link = f"{simulator.url}/static/icon.svg"
    simulator.send(type="document", document={"link": link, "filename": "icone.svg"})
    received.wait_for("sent", "delivered")
    [shown] = simulator.http.get(chat).json()["messages"]
    assert (shown["media"]["shape"], shown["media"]["label"]) == ("file", "icone.svg")
    assert simulator.http.get(simulator.url + shown["media"]["url"]).content == simulator.http.get(link).content
    simulator.send(type="document", document={"link": f"{simulator.url}/static/gone.pdf"})
    received.wait_for("failed")
    [error] = received.statuses("failed")[0]["errors"]
    assert error["code"] == 131053
    assert "http code 404" in error["error_data"]["details"]


def test_media_deep_inside_is_checked(simulator: Running) -> None:
    video = upload(simulator, files.film(), "video/mp4").json()["id"]
    button = {"type": "reply", "reply": {"id": "a", "title": "A"}}
    message = {
        "type": "button",
        "header": {"type": "image", "image": {"id": video}},
        "body": {"text": "?"},
        "action": {"buttons": [button]},
    }
    assert simulator.send(type="interactive", interactive=message).json()["error"]["code"] == 131053


def test_customers_media_comes_with_an_address(simulator: Running, received) -> None:
    files = {"file": ("voz.ogg", OPUS, "audio/ogg; codecs=opus")}
    facts = requests.post(f"{simulator.url}/control/media", files=files, timeout=5).json()
    assert facts["sha256"] == base64.b64encode(hashlib.sha256(OPUS).digest()).decode()
    simulator.say(type="audio", audio={**facts, "voice": True})
    received.wait_for("audio")
    audio = received.messages()[0]["audio"]
    assert requests.get(audio["url"], headers=BEARER, timeout=5).content == OPUS
    assert simulator.graph("GET", audio["id"]).json()["mime_type"] == audio["mime_type"]
