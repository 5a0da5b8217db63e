"""The simulator's environment, read once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

DEMO_NUMBERS = (
    "200000000000001:100000000000001:551140000001:Loja São Paulo;"
    "200000000000002:100000000000001:554140000002:Loja Curitiba"
)


@dataclass(frozen=True)
class BusinessNumber:
    """A business phone number as Meta knows it; ``display`` is digits only, as in webhook metadata."""

    id: str
    waba_id: str
    display: str
    verified_name: str


@dataclass(frozen=True)
class SimulatorSettings:
    """Everything the environment decides. ``data=None`` keeps the books in memory."""

    host: str
    port: int
    public_url: str
    webhook_url: str
    app_id: str
    app_secret: str
    verify_token: str
    token: str
    numbers: tuple[BusinessNumber, ...]
    latency_ms: tuple[int, int]
    data: Path | None
    demo: bool

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read SIMULATOR_*; every name has a default that suits a demonstration on one machine."""

        def read(name: str, default: str = "") -> str:
            return environ.get(f"SIMULATOR_{name}", "") or default

        port = int(read("PORT", "5001"))
        data = read("DATA")
        return cls(
            host=read("HOST", "127.0.0.1"),
            port=port,
            public_url=read("PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            webhook_url=read("WEBHOOK_URL", "http://127.0.0.1:5000/webhook"),
            app_id=read("APP_ID", "300000000000001"),
            app_secret=read("APP_SECRET", "simulator-app-secret"),
            verify_token=read("VERIFY_TOKEN", "simulator-verify-token"),
            token=read("TOKEN", "simulator-access-token"),
            numbers=parse_numbers(read("NUMBERS", DEMO_NUMBERS)),
            latency_ms=parse_range(read("LATENCY_MS", "50-100")),
            data=Path(data) if data else None,
            demo=read("DEMO", "1") != "0",
        )


def parse_numbers(text: str) -> tuple[BusinessNumber, ...]:
    """``"phone_number_id:waba_id:display digits:verified name"``, separated by ``;``."""
    numbers = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        fields = part.split(":", 3)
        if len(fields) != 4 or not all(field.isdigit() for field in fields[:3]):
            raise ValueError(f"SIMULATOR_NUMBERS: {part!r} is not 'phone_number_id:waba_id:digits:name'")
        numbers.append(BusinessNumber(*fields))
    if not numbers:
        raise ValueError("SIMULATOR_NUMBERS names no number")
    return tuple(numbers)


def parse_range(text: str) -> tuple[int, int]:
    """``"50-100"`` or ``"70"``, in milliseconds."""
    low, _, high = text.partition("-")
    try:
        return int(low), int(high or low)
    except ValueError:
        raise ValueError(f"SIMULATOR_LATENCY_MS: {text!r} is not like '50-100'") from None
