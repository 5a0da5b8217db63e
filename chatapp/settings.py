"""Everything the environment may say, read once and checked as a whole."""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chatapp import logs

ENVIRONMENTS = ("production", "development", "test")
AES_KEY_BYTES = 32


class BadEnvironment(Exception):
    """The environment cannot be used; the message names every fault at once."""


@dataclass(frozen=True)
class S3Settings:
    """Where files are kept when they are not kept on the local disk."""

    endpoint: str
    bucket: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    region: str = "us-east-1"


@dataclass(frozen=True)
class Settings:
    """One frozen answer to every question the code may ask of its environment."""

    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    secrets_keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    environment: str = "production"
    public_url: str = "http://127.0.0.1:5000"
    graph_base_url: str = "https://graph.facebook.com"
    graph_version: str = "v26.0"
    app_secret: str | None = field(default=None, repr=False)
    verify_token: str | None = field(default=None, repr=False)
    var: Path = Path("var")
    s3: S3Settings | None = None
    unconfirmed_grace: int = 60
    ledger_days: int = 30
    database_pool: int = 20
    log_level: str = "INFO"
    metrics_token: str | None = field(default=None, repr=False)
    sentry_dsn: str | None = field(default=None, repr=False)

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read and check the environment.

        Raises BadEnvironment with one line per fault, so that a deployment is mended in one go.
        """
        reader = _Reader(environ)
        settings = cls(
            database_url=_with_driver(reader.required("DATABASE_URL", "postgresql://user:password@host/name")),
            redis_url=reader.required("REDIS_URL", "redis://host:6379/0"),
            secret_key=reader.required("SECRET_KEY", "at least 32 random characters"),
            secrets_keys=reader.keys("SECRETS_KEYS"),
            environment=reader.choice("APP_ENV", ENVIRONMENTS, "production"),
            public_url=reader.text("PUBLIC_URL", cls.public_url).rstrip("/"),
            graph_base_url=reader.text("GRAPH_BASE_URL", cls.graph_base_url).rstrip("/"),
            graph_version=reader.text("GRAPH_VERSION", cls.graph_version),
            app_secret=reader.text("META_APP_SECRET") or None,
            verify_token=reader.text("META_VERIFY_TOKEN") or None,
            var=Path(reader.text("CHATAPP_VAR", "var")).absolute(),
            s3=reader.s3(),
            unconfirmed_grace=reader.number("UNCONFIRMED_GRACE", cls.unconfirmed_grace),
            ledger_days=reader.number("LEDGER_DAYS", cls.ledger_days),
            database_pool=reader.number("DATABASE_POOL", cls.database_pool),
            log_level=reader.choice("LOG_LEVEL", logs.LEVELS, cls.log_level),
            metrics_token=reader.text("METRICS_TOKEN") or None,
            sentry_dsn=reader.text("SENTRY_DSN") or None,
        )
        if reader.faults:
            raise BadEnvironment(
                "The environment is not complete:\n" + "\n".join(f"- {fault}" for fault in reader.faults)
            )
        return settings


def _with_driver(url: str) -> str:
    """Hosts hand out postgres:// URLs; SQLAlchemy wants the driver named."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


class _Reader:
    """Reads values and gathers faults instead of stopping at the first one."""

    def __init__(self, environ: Mapping[str, str]):
        self.environ = environ
        self.faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def required(self, name: str, example: str) -> str:
        value = self.text(name)
        if not value:
            self.faults.append(f"{name} is missing (for example: {example})")
        return value

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.faults.append(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit():
            self.faults.append(f"{name} is {value!r}; it must be a whole number")
            return default
        return int(value)

    def keys(self, name: str) -> tuple[tuple[str, bytes], ...]:
        """`id:base64,id:base64`; the first key encrypts, all of them decrypt."""
        pairs = []
        for item in filter(None, self.required(name, "k1:<32 random bytes in base64>").split(",")):
            key_id, _, encoded = item.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError):
                key = b""
            if not key_id or len(key) != AES_KEY_BYTES:
                self.faults.append(
                    f"{name}: key {key_id or '?'!r} must be written id:<{AES_KEY_BYTES} bytes in base64>"
                )
            pairs.append((key_id, key))
        return tuple(pairs)

    def s3(self) -> S3Settings | None:
        """All of S3_* or nothing: half a configuration would lose files silently."""
        names = ("S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY")
        values = [self.text(name) for name in names]
        if not any(values):
            return None
        self.faults += [
            f"{name} is missing, though other S3_* settings are given"
            for name, v in zip(names, values, strict=True)
            if not v
        ]
        return S3Settings(*values, region=self.text("S3_REGION", S3Settings.region))
