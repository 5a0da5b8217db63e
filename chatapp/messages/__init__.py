"""What is said: received, sent, delivered, read."""

from chatapp.messages import broadcasts
from chatapp.messages.actions import resend, send

__all__ = ["broadcasts", "resend", "send"]
