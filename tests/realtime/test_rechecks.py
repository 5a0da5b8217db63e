"""What an open socket is asked again and told again, although nobody said that anything had changed."""

from chatapp import realtime
from chatapp.extensions import db
from chatapp.models import Role


def test_who_may_stay_is_told_to_catch_up_and_who_may_not_is_closed(app, restless, torra, ana, bruno):
    room, office = f"room:{torra.id}:a", f"room:{torra.id}:office"
    stays, leaves, demoted = restless.browser(app, ana), restless.program(bruno), restless.browser(app, bruno)
    first = stays.watch(room)["id"]
    leaves.watch(room)
    demoted.watch(room, office)

    db.session.execute(db.text("UPDATE refresh_tokens SET revoked_at = now()"))
    bruno.role = Role.AGENT
    db.session.commit()

    assert int(stays.until("resync", timeout=8)["resync"]) > int(first)
    assert leaves.closed_with(timeout=8) == 4401
    assert demoted.until("refused", timeout=8) == {"refused": [office]}
    realtime.push(office, "pt_BR", "<p>secret</p>")
    realtime.push(room, "pt_BR", "<p>still here</p>")
    db.session.commit()
    assert demoted.until("html") == {"html": "<p>still here</p>"}
