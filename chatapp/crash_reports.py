"""Errors on their way to Sentry, where one is configured. They say where we failed, not what people wrote."""

from typing import Any

from chatapp import logs
from chatapp.settings import Settings


def configure(settings: Settings) -> None:
    """Every error that is logged is reported, with its trace and the ids that its line names."""
    if settings.sentry_dsn is None:
        return
    # Imported only here: it costs each process some ten megabytes.
    import sentry_sdk

    sentry_sdk.init(
        settings.sentry_dsn,
        environment=settings.environment,
        before_send=_without_people,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        # Logging is enough: whatever goes wrong ends in a line there, and the others would add addresses and SQL.
        auto_enabling_integrations=False,
    )


def _without_people(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    for failure in event.get("exception", {}).get("values", []):
        failure["value"] = logs.scrubbed(failure.get("value") or "")
    for part in ("message", "formatted"):
        if part in event.get("logentry", {}):
            event["logentry"][part] = logs.scrubbed(event["logentry"][part] or "")
    event.get("logentry", {}).pop("params", None)
    event["tags"] = {**event.get("tags", {}), **{name: str(value) for name, value in logs.names().items()}}
    return event
