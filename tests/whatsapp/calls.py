"""One message to send, and the two ways in which that can end."""

import orjson
import pytest

from chatapp.kinds import Text
from chatapp.whatsapp import envelope
from chatapp.whatsapp.answers import SendReceipt
from chatapp.whatsapp.client import GraphClient
from chatapp.whatsapp.failures import GraphError
from tests.whatsapp.graph_stand_in import StandIn

TOKEN = "EAAGsecret0token"
NUMBER = "402917735561208"
PAYLOAD = envelope.message(Text("Olá, João!"), wa_id="5511988772841", callback_data="7c1d")
ACCEPTED = orjson.dumps(
    {
        "messaging_product": "whatsapp",
        "contacts": [{"input": "+5531988210467", "wa_id": "553188210467"}],
        "messages": [{"id": "wamid.OUT1"}],
    }
)


def client_of(url: str, **timeouts: float) -> GraphClient:
    """A client that does not wait for long."""
    return GraphClient(url, "v26.0", **{"connect_timeout": 2, "read_timeout": 2} | timeouts)


def send(server: StandIn, **timeouts: float) -> SendReceipt:
    """Send the message."""
    return client_of(server.url, **timeouts).send_message(NUMBER, TOKEN, PAYLOAD)


def failure(server: StandIn, **timeouts: float) -> GraphError:
    """How sending the message failed."""
    with pytest.raises(GraphError) as caught:
        send(server, **timeouts)
    return caught.value
