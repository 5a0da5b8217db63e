"""The queues of RQ, each with workers of its own."""

RECEIVING = "receiving"
SENDING = "sending"
DEFAULT = "default"
QUEUES = (RECEIVING, SENDING, DEFAULT)
