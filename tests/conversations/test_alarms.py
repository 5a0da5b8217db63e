"""A line that is down is told above the list, and disappears when it is up again."""

from chatapp import clock
from chatapp.extensions import db


def test_an_expired_token_is_told_with_its_cure(torra, stranger, page):
    page.sign_in(torra.agent)
    assert 'class="alarm"' not in page.get("/conversations").text
    torra.number.alarm_code, torra.number.alarm_at = 190, clock.now()
    db.session.commit()
    told = page.get("/conversations").text
    assert 'class="alarm"' in told
    assert "(190)" in told
    assert 'class="alarm"' in page.get("/conversations/counts", hx_request="true").text
    page.client.delete_cookie("chatapp")
    page.token = None
    page.sign_in(stranger.agent)
    assert 'class="alarm"' not in page.get("/conversations").text
