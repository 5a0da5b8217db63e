"""From the queue to Meta and back, by a real worker."""

from chatapp.kinds import MessageStatus


def test_a_message_reaches_meta_and_its_wamid_comes_back(send, work, meta, conversation):
    message = send(conversation, "Bom dia!")

    work()

    (call,) = meta.calls
    assert call.body == "Bom dia!"
    assert message.status is MessageStatus.SENT
    assert message.wamid.startswith("wamid.META")
