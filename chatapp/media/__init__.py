"""Files of messages: fetched from Meta, made fit for showing and sending, handed out to whoever may see them.

- `expect(files)`: received messages have files; fetch them. In the transaction that writes the messages.
- `pull_again(media)`: fetch a file that failed once more.
- `broadcasts.on_change(fn)`: `fn(message ids)` is called, inside the transaction, when files of these messages changed.
- `queries.of_messages(messages) -> {message id: [Media | None]}`: in the order of `message.says.files`, one query.
- `queries.get(user, media_id, message_id=None)`: through the message that shows it; or the uploader; Refusal 404.
- `variants.of(media, name) -> Variant | None`, `variants.available(media)`: original, thumbnail, poster, playable.
- `links.path(media, variant, message_id, download=False)`: what templates and JSON hold.
- `failures.of(media) -> Failure(code, words, can_retry) | None`; `schema.as_json(media, message_id)`.
- `receiving_uploads.keep(...)`, `.receive(user, kept, name)`, `.discard(media)`: a file of ours comes, or goes again.
- `converting.prepare`, `converting.render`: jobs that make ours fit for Meta, and customers' fit for our pages.
- `unsent.sweep`: a job that forgets what was brought and never sent.
- `attaching.check(user, kind)`: whether a message may go out with its files; Refusal otherwise.
- `uploading.known(...)`, `.upload(media_id, number_id)`, `.forget(...)`: what Meta calls our files, for 30 days.

A customer's file: PENDING -> PULLING -> READY | FAILED (`error` says why; of a READY one it says what is odd). While it
is PENDING or PULLING, `next_attempt_at` is when the sweep looks at it. One of ours: RECEIVED -> CONVERTING -> READY |
REFUSED.
"""

from chatapp.media import broadcasts, metrics
from chatapp.media.expecting import Expected, expect
from chatapp.media.pulling import pull_again

__all__ = ["Expected", "broadcasts", "expect", "metrics", "pull_again"]
