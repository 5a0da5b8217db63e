"""Customers, and the names under which WhatsApp knows them."""

from chatapp.contacts.identification import Identified, Sighting, identify
from chatapp.contacts.identity_changes import Moved, move
from chatapp.contacts.learning import Learned, learn
from chatapp.contacts.merging import absorb

__all__ = ["Identified", "Learned", "Moved", "Sighting", "absorb", "identify", "learn", "move"]
