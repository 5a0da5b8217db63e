"""The queues of RQ, each with workers of its own."""

RECEIVING = "receiving"
SENDING = "sending"
#: Files from and to Meta: mostly waiting.
MEDIA = "media"
#: What keeps a processor busy.
CONVERTING = "converting"
DEFAULT = "default"
QUEUES = (RECEIVING, SENDING, MEDIA, CONVERTING, DEFAULT)
