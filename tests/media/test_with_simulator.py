"""A customer's photo on the simulator becomes ours, by the links that it hands out."""

from contextlib import closing

import requests

from chatapp.extensions import db
from chatapp.jobs import MEDIA, RECEIVING
from chatapp.media import pulling
from chatapp.models import Media, MediaState
from chatapp.whatsapp.client import GraphClient
from tests import factories
from tests.inbound.worker import work
from tests.media.conftest import the_file
from tests.media.meta import JPEG
from tests.messages.with_simulator.processes import TOKEN, simulator, web
from tests.patience import until

PHONE_NUMBER_ID = "200000000000001"


def test_a_photo_arrives_and_a_link_that_is_over_is_replaced(app, account, process_environment, files):
    factories.phone_number(account, phone_number_id=PHONE_NUMBER_ID, access_token=TOKEN)
    with web(app) as url, simulator(process_environment, f"{url}/webhook", PHONE_NUMBER_ID) as whatsapp:
        app.extensions["graph"] = GraphClient(whatsapp.url, "v26.0")
        upload = {"file": ("foto.jpg", JPEG, "image/jpeg")}
        said = requests.post(f"{whatsapp.url}/control/media", files=upload, timeout=10).json()
        image = {key: said[key] for key in ("id", "mime_type", "sha256", "url")}
        customer = whatsapp.post("customers", name="Ana Souza", wa_id="5511987654321")
        whatsapp.post("messages", customer=customer["id"], message={"type": "image", "image": image})
        until(lambda: work(app, RECEIVING) or db.session.query(Media).count())
        the_file().meta_url = image["url"].replace("ext=", "ext=1")  # forged, so as good as over
        db.session.commit()
        pulling.pull(the_file().id)
        work(app, MEDIA)
        app.extensions.pop("graph").close()
    with closing(files.open(the_file().storage_key)) as stream:
        assert (the_file().state, the_file().attempts, stream.read()) == (MediaState.READY, 1, JPEG)
