"""What gunicorn serves in these tests: the product, a stream of our own, a way to push, and shorter times."""

import os

from flask import Blueprint, request

from chatapp import create_app, realtime, resting_redis
from chatapp.extensions import db
from chatapp.models import User
from chatapp.realtime import couriers, polling, pulse, streams, subscription, watching
from chatapp.web.security import public_json

pulse.HEARTBEAT = polling.POLL = 1
resting_redis.REST = 0.2
subscription.SILENCE = 1
watching.LIFETIME = 3
couriers.RECHECK = int(os.environ.get("RECHECK", couriers.RECHECK))

trials = Blueprint("trials", __name__)


@streams.guard("room")
def _colleagues(user: User, rest: str) -> bool:
    """room:<account id>:<name>; the room named "office" is for those who see everything."""
    account_id, _, name = rest.partition(":")
    return int(account_id) == user.account_id and (name != "office" or user.sees_everything)


@trials.post("/trials/pushes")
@public_json
def push():
    """{"pushes": [[stream, variant, payload], ...]} in one transaction."""
    db.session.execute(db.text("SELECT 1"))
    for stream, variant, payload in request.json["pushes"]:
        realtime.push(stream, variant, payload)
    db.session.commit()
    return {}


application = create_app()
application.register_blueprint(trials)
