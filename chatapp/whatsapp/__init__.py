"""How Meta speaks: the Business Cloud API in our words. Pure: no Flask, no database, no Redis; imports `kinds` only.

Nothing is imported here, so that a process pays only for the modules it uses:

- `signature.verify(body, header, secrets) -> bool`: `X-Hub-Signature-256` over the raw bytes.
- `webhook.parse(body) -> list[Fact]`: one fact for every message, status, error, ...; raises `webhook.UnreadableBody`
  for what is no JSON object, and nothing else. A part that cannot be read is a `facts.Malformed` among its siblings.
- `facts`: `InboundMessage`, `MessageEcho`, `MessageReaction`, `MessageEdit`, `MessageRevoke`, `IdentityChange`,
  `StatusUpdate`, `CallEvent`, `UserPreference`, `WebhookError`, `AccountEvent`, `Malformed`. All carry `path`
  ("entry[0].changes[1].messages[3]") and `waba_id`, those of a number `phone_number_id`, those of a person
  `customer: Customer(wa_id, bsuid, parent_bsuid, username, profile_name)`; `MetaError(code, title, details)`.
- `client.GraphClient(base_url, version, ...)`: `send_message -> answers.SendReceipt`, `mark_read`,
  `get_phone_number`, `get_media -> downloads.MediaLink`, `download` (a body to be read; only from `media_hosts`),
  `request`; safe for threads. Raises (all `failures.GraphError`, with `code` and `verdict`)
  `failures.NotSent` (safe to repeat), `failures.Unconfirmed` (may have arrived) or `failures.Rejected(code, ...)`.
- `envelope.message(kind, wa_id=..., bsuid=..., quoted=..., callback_data=...) -> dict`: the payload to send.
- `errors.verdict(code, http_status=None, is_transient=None) -> Verdict(cause, retry, alarm, happened, cure)`, also for
  our own codes `errors.NOT_CONFIRMED` and `errors.CONNECTION_FAILED`; `causes.Cause`;
  `retries.delay(retry, attempt, rng) -> seconds | None`.
- `window`: `expires_at(last_inbound)`, `state(expires, now) -> WindowState`, `remaining(expires, now)`, `opens(fact)`.
- `identity`: `canonical_key(wa_id)` (unique per person's phone), `display_phone(wa_id)`, `is_bsuid`, `bsuid_country`.
- `limits`: Meta's numbers on transport; those on content are in `kinds.limits`.
"""
