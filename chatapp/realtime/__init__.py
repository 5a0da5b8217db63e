"""What is pushed: named streams of fragments and events, from a transaction to every open socket.

    verb -> broadcasts -> push(stream, variant, payload) -> on commit -> Redis -> hub (one per process) -> socket

This package knows no feature. Features name streams, register who may watch them (`streams.guard`), ask for whom it is
worth rendering (`audience`), render once per variant (`fragments.render`) and `push`. **A push may be lost, a refresh
may not**: a push is only ever a faster way to see what the catch-up query (`GET ...?since=<cursor>`) would also bring.

Streams and variants
    A stream is a text: "conversation:<id>", "inbox:<account id>:all", "inbox:<account id>:unassigned", "team:<id>",
    "user:<id>".
    Its variants are what differs between watchers: a locale ("pt_BR", "en") for browsers, "json" for bearer clients.

The wire (`/live`; text frames, each one JSON object)
    Opening     Browsers: the session cookie, and an Origin that is ours (else HTTP 403 before the upgrade); they watch
                the variant of their user's locale. Programs: `Authorization: Bearer <access token>`; variant "json".
                Who is neither is closed with 4401 at once.
    Client      {"watch": [stream, ...]}    replaces the set that this socket watches; at most 50 streams
    Server      {"refused": [stream, ...]}  those of the last `watch` that this user may not see, or no longer
                {"watching": [stream, ...], "id": cursor}
                                            these are registered now. Catch up with everything since *your own* cursor;
                                            when that has succeeded, your cursor is this `id`
                {"resync": cursor}          something may have been missed: catch up likewise, then take this cursor.
                                            With "pushes": false nothing can be pushed for now: this comes again every
                                            few seconds, until one without it says that all is well
                {"html": "<hx-partial ...>..."}     variant of a locale: htmx swaps it; order is kept within a stream
                {"event": name, "data": {...}}      variant "json"
                {"ping": 1}                 each 20 s; a client that hears nothing for 45 s opens a new socket. With it
                comes a ping of the protocol's own: who neither answers that nor reads on is gone
    Closing     4401 the session or token is no longer valid: sign in. 1008 not understood. 1012 this process ends, or
                permissions changed: its reason is the number of seconds within which to come back, at a moment of the
                client's own choosing, so that thousands do not come at once. 1013 read too slowly. Clients come back
                after any code but 4401, with backoff and jitter, and watch and catch up again.

Why nothing is lost (`docs/adr/0001-streams-are-checked-not-signed.md` has the other decision)
    Pushed frames carry no cursor: that one push arrived says nothing about another one. A cursor is the database's
    clock (`cursor()`), read before the rows that it stands for. A catch-up therefore brings all that was committed
    before it ran, except rows stamped before the cursor by a transaction that committed after it; `since()` overlaps by
    15 seconds for those, which is free, because replays are idempotent (same ids).
    What commits *after* the catch-up is pushed, because the stream was registered before; and where the publisher had
    asked who watches just before that registration, it says after its commit for whom it had rendered, and hubs tell
    the others {"resync"}. So they do when Redis was away, and after a publisher failed to publish. Each socket is also
    told {"resync"} every few minutes, which bounds what a publisher that dies between commit and publish can hide.
"""

from chatapp.realtime import fragments, streams
from chatapp.realtime.cursors import cursor, cursor_at, since
from chatapp.realtime.fragments import partial
from chatapp.realtime.publish import audience, close_user, push, recheck

__all__ = [
    "audience",
    "close_user",
    "cursor",
    "cursor_at",
    "fragments",
    "partial",
    "push",
    "recheck",
    "since",
    "streams",
]
