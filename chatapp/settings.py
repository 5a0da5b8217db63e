"""Everything the environment may say, read once and checked as a whole."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chatapp import logs
from chatapp.environment import Environment

ENVIRONMENTS = ("production", "development", "test")


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
        reader = Environment(environ)
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
            s3=_s3(reader),
            unconfirmed_grace=reader.number("UNCONFIRMED_GRACE", cls.unconfirmed_grace),
            ledger_days=reader.number("LEDGER_DAYS", cls.ledger_days),
            database_pool=reader.number("DATABASE_POOL", cls.database_pool),
            log_level=reader.choice("LOG_LEVEL", logs.LEVELS, cls.log_level),
            metrics_token=reader.text("METRICS_TOKEN") or None,
            sentry_dsn=reader.text("SENTRY_DSN") or None,
        )
        reader.check()
        return settings


def _with_driver(url: str) -> str:
    """Hosts hand out postgres:// URLs; SQLAlchemy wants the driver named."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _s3(reader: Environment) -> S3Settings | None:
    """Half a configuration would lose files silently."""
    values = reader.all_or_none("S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY")
    return S3Settings(*values, region=reader.text("S3_REGION", S3Settings.region)) if values else None
