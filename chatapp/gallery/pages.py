"""The files of a conversation as their template sees them."""

from chatapp.gallery.queries import Shared, Shelf
from chatapp.messages.bubbles import Bubble
from chatapp.models import Conversation
from chatapp.web.pagination import encode_cursor


class GalleryPage:
    """Bubbles, of which the file and the day are shown, and the way to older ones."""

    def __init__(self, conversation: Conversation, shelf: Shelf, shared: Shared):
        self.shelf = shelf.value
        self.messages = shared.messages
        self.bubbles = Bubble.all(shared.messages)
        self.older = shared.older and encode_cursor(shared.older.at, shared.older.id)
        self.path = f"{conversation.path}/files?shelf={self.shelf}"
        self.older_url = f"{self.path}&before={self.older}" if self.older else None
