"""Meta's errors: the codes, the words and the two shapes (an answer, and ``errors[]`` of a webhook)."""

from typing import Any

from .identifiers import new_trace_id

HELP = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"

# code: (title, HTTP status), from Meta's error page.
CATALOGUE: dict[int, tuple[str, int]] = {
    0: ("AuthException", 401),
    1: ("API Unknown", 400),
    2: ("API Service", 503),
    3: ("API Method", 500),
    4: ("Application request limit reached", 400),
    10: ("Permission denied", 403),
    33: ("Parameter value is not valid", 400),
    100: ("Invalid parameter", 400),
    190: ("Invalid OAuth access token", 401),
    200: ("API permission missing", 403),
    368: ("Temporarily blocked for policies violations", 403),
    613: ("Calls to this api have exceeded the rate limit.", 400),
    2500: ("An active access token must be used to query information about the current user.", 400),
    80007: ("Rate limit issues", 400),
    130403: ("User is blocked by the business", 400),
    130429: ("Rate limit hit", 400),
    130472: ("User's number is part of an experiment", 400),
    130497: ("Business account is restricted from messaging users in this country", 403),
    131000: ("Something went wrong", 500),
    131005: ("Access denied", 403),
    131008: ("Required parameter is missing", 400),
    131009: ("Parameter value is not valid", 400),
    131016: ("Service unavailable", 500),
    131021: ("Recipient cannot be sender", 400),
    131026: ("Message undeliverable", 400),
    131030: ("Recipient phone number not in allowed list", 400),
    131031: ("Account has been locked", 403),
    131037: ("WhatsApp provided number needs display name approval before message can be sent", 400),
    131042: ("Business eligibility payment issue", 400),
    131045: ("Incorrect certificate", 500),
    131047: ("Re-engagement message", 400),
    131048: ("Spam rate limit hit", 400),
    131049: ("This message was not delivered to maintain healthy ecosystem engagement.", 400),
    131050: ("User has stopped marketing messages", 400),
    131051: ("Message type unknown", 400),
    131052: ("Media download error", 400),
    131053: ("Media upload error", 400),
    131055: ("Method not allowed", 400),
    131056: ("(Business Account, Consumer Account) pair rate limit hit", 400),
    131057: ("Account in maintenance mode", 500),
    131060: ("Message unavailable", 400),
    131062: ("Business-scoped User ID recipients are not supported for this message", 400),
    131063: ("Marketing templates are disabled on Cloud API", 400),
    132000: ("Number of parameters does not match the expected number of params", 400),
    132001: ("Template name does not exist in the translation", 404),
    132005: ("Template hydrated text too long", 400),
    132007: ("Template format character policy violated", 400),
    132008: ("Parameter values are badly formatted", 400),
    132012: ("Parameter format does not match format in the created template", 400),
    132015: ("Template is paused", 400),
    132016: ("Template is disabled", 400),
    132068: ("Flow is in blocked state", 400),
    132069: ("Flow is in throttled state", 400),
    133004: ("Server temporarily unavailable", 503),
    133005: ("Two step verification PIN mismatch", 400),
    133006: ("Phone number re-verification needed", 400),
    133008: ("Too many two step verification PIN guesses", 400),
    133010: ("Phone number not registered", 400),
    133016: ("Account register or deregister rate limit exceeded", 400),
    134100: ("Only marketing messages supported", 400),
    135000: ("Generic user error", 400),
    136024: ("Phone number is already verified", 400),
    137000: ("Recipient identity key hash mismatch", 400),
    139100: ("Failed to block or unblock some users", 400),
    2388023: ("Message template is being deleted", 400),
    2388040: ("Message template field is too long", 400),
    2388072: ("Message template body is badly formatted", 400),
    2388293: ("Message template has too many variables for its length", 400),
    2388299: ("Message template has a variable at its start or end", 400),
}
PASSING = {1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004}


class GraphError(Exception):
    """A refusal by Meta. ``details`` is ``error_data.details``; ``message`` replaces the usual ``(#code) title``."""

    def __init__(
        self,
        code: int,
        details: str | None = None,
        *,
        message: str | None = None,
        subcode: int | None = None,
        kind: str = "OAuthException",
        http: int | None = None,
    ) -> None:
        title, status = CATALOGUE.get(code, ("Something went wrong", 400))
        self.code, self.details, self.subcode, self.kind = code, details, subcode, kind
        self.title = title
        self.message = message or f"(#{code}) {title}"
        self.http = http or status
        super().__init__(self.message)

    def as_answer(self) -> dict[str, Any]:
        """The body of an HTTP answer: ``{"error": {...}}``."""
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        if self.code in PASSING:
            error["is_transient"] = True
        return {"error": {**error, "fbtrace_id": new_trace_id()}}

    def as_webhook(self) -> dict[str, Any]:
        """One entry of ``errors[]`` in a webhook."""
        details = self.details or f"{self.title}."
        return {
            "code": self.code,
            "title": self.title,
            "message": self.title,
            "error_data": {"details": details},
            "href": HELP,
        }


def nothing_there(node: str) -> GraphError:
    """Meta's answer about an id that does not exist or is not ours (code 100, subcode 33)."""
    return GraphError(
        100,
        message=f"Unsupported request. Object with ID '{node}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        subcode=33,
        kind="GraphMethodException",
    )
