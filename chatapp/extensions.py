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
        self.client = connect_redis(app.config["REDIS_URL"])


def connect_redis(url: str, **options) -> Redis:
    """A client whose calls end: a Redis that does not answer must never hold up a request."""
    return Redis.from_url(
        url, **{"socket_timeout": 5, "socket_connect_timeout": 1, "health_check_interval": 30, **options}
    )


db = SQLAlchemy(model_class=Model)
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)
babel = Babel()
redis = RedisClient()
