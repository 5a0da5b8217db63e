"""What waits in Redis."""

from rq import Queue
from rq.serializers import JSONSerializer

from chatapp.extensions import redis


def enqueued(queue: str) -> list[str]:
    """The names of the jobs that wait in `queue`, in their order."""
    jobs = Queue(queue, connection=redis.client, serializer=JSONSerializer).get_jobs()
    return [job.func_name for job in jobs]
