"""An answer on its way to a simulated customer, and all that comes back."""

import pytest
import sqlalchemy as sa

from chatapp import messages
from chatapp.extensions import db
from chatapp.kinds import MessageStatus
from chatapp.models import ContactIdentity, IdentityKind
from tests import factories


@pytest.fixture
def talk(whatsapp, number, account):
    """A conversation with somebody whom both sides know."""

    def talk(wa_id=None, bsuid=None, dialled=None, **traits):
        whatsapp.post("customers", name="Ana Souza", wa_id=wa_id, user_id=bsuid, **{"window": "open", **traits})
        return factories.conversation(number, factories.contact(account, wa_id=dialled or wa_id, bsuid=bsuid))

    return talk


def test_ticks_come_back_to_blue(send, whatsapp, talk, work_until):
    message = send(talk("5511987654321", auto_read=True), "Seu pedido chegou?")

    work_until(lambda: message.status is MessageStatus.READ)

    (booked,) = whatsapp.booked()
    assert (booked["wamid"], booked["callback_data"]) == (message.wamid, str(message.client_id))
    assert booked["content"] == {"preview_url": False, "body": "Seu pedido chegou?"}
    assert message.pricing["category"] == "service"


def test_the_name_that_whatsapp_uses_is_learned(send, talk, work_until):
    """Dialled with the ninth digit, known to WhatsApp without."""
    there = talk("554199887766", dialled="5541999887766")
    message = send(there)
    work_until(lambda: message.status >= MessageStatus.SENT)
    phones = sa.select(ContactIdentity.value).where(
        ContactIdentity.contact_id == there.contact_id, ContactIdentity.kind == IdentityKind.WA_ID
    )
    assert db.session.scalars(phones).all() == ["554199887766"]


def test_a_customer_without_a_phone_is_reached(send, whatsapp, talk, work_until):
    message = send(talk(bsuid="BR.1000000000000005", username="lia.br"))
    work_until(lambda: message.status is MessageStatus.DELIVERED)
    assert [booked["addressed"] for booked in whatsapp.booked()] == ["user_id"]


@pytest.mark.parametrize("arrives", ["answer", "status"])
def test_a_window_that_is_shut_after_all(send, whatsapp, talk, work_until, arrives):
    whatsapp.turn(errors_arrive=arrives)
    message = send(talk("5511987654321", window="closed"))
    work_until(lambda: message.status is MessageStatus.FAILED)
    assert message.error_code == 131047


def test_an_expired_token_rings_and_a_valid_one_calms(send, whatsapp, talk, number, agent, work_until):
    whatsapp.turn(token="expired")
    message = send(talk("5511987654321"))
    work_until(lambda: message.status is MessageStatus.FAILED)
    db.session.refresh(number)
    assert (message.error_code, number.alarm_code) == (190, 190)

    whatsapp.turn(token="valid")
    messages.resend(message, agent)
    db.session.commit()
    work_until(lambda: message.status is MessageStatus.DELIVERED)
    db.session.refresh(number)
    assert number.alarm_code is None
    assert len(whatsapp.booked()) == 1


@pytest.mark.parametrize("weather", [{"duplicate": 1.0}, {"shuffle_ms": 300}, {"statuses_first": True}], ids=str)
def test_bad_weather_changes_nothing(send, whatsapp, talk, work_until, weather):
    whatsapp.turn(**weather)
    there = talk("5511987654321", auto_read=True)
    written = [send(there, str(n)) for n in range(3)]
    work_until(lambda: {message.status for message in written} == {MessageStatus.READ})
    assert [booked["content"]["body"] for booked in whatsapp.booked()] == ["0", "1", "2"]
