"""Objects that exist before any app does, and are bound to it by `create_app`."""

from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from redis import Redis
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from chatapp.resting_redis import RestingRedis


class Model(DeclarativeBase):
    """The base of everything we remember; constraints have names that a migration can speak of."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ck": "%(table_name)s_%(constraint_name)s_check",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
            "pk": "%(table_name)s_pkey",
        }
    )


class RedisClient:
    """One client per process, made when an app is."""

    def __init__(self) -> None:
        self.client: Redis = None  # type: ignore[assignment]

    def init_app(self, app: Flask) -> None:
        self.client = RestingRedis.from_url(app.config["REDIS_URL"], socket_timeout=2, **PATIENCE)


#: A Redis that does not answer must never hold up a request.
PATIENCE = {"socket_connect_timeout": 1, "health_check_interval": 30}


def connect_redis(url: str, **options) -> Redis:
    """A client of one's own, whose calls end."""
    return Redis.from_url(url, **{"socket_timeout": 5, **PATIENCE, **options})


db = SQLAlchemy(model_class=Model)
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)
babel = Babel()
redis = RedisClient()
