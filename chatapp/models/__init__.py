"""What we remember: one file per aggregate."""

from chatapp.models.account import Account
from chatapp.models.contact import Contact, ContactIdentity, IdentityKind
from chatapp.models.conversation import Conversation, ConversationParticipant, ConversationStatus
from chatapp.models.failed_attempt import FailedAttempt
from chatapp.models.heard_slot import HeardSlot
from chatapp.models.media import Media, MediaState, MediaUpload
from chatapp.models.message import Direction, Message
from chatapp.models.message_event import MessageEvent
from chatapp.models.message_revision import MessageRevision
from chatapp.models.message_template import MessageTemplate, TemplateFavourite
from chatapp.models.phone_number import PhoneNumber, ReadReceipts, UnconfirmedPolicy
from chatapp.models.quick_reply import QuickReply
from chatapp.models.reaction import Reaction
from chatapp.models.refresh_token import RefreshToken
from chatapp.models.sign_in import SignIn, SignInKind
from chatapp.models.tag import Tag, conversation_tags
from chatapp.models.team import Team
from chatapp.models.user import Role, Theme, User, UserState, team_members
from chatapp.models.webhook_event import WebhookEvent, WebhookSubject

__all__ = [
    "Account",
    "Contact",
    "ContactIdentity",
    "Conversation",
    "ConversationParticipant",
    "ConversationStatus",
    "Direction",
    "FailedAttempt",
    "HeardSlot",
    "IdentityKind",
    "Media",
    "MediaState",
    "MediaUpload",
    "Message",
    "MessageEvent",
    "MessageRevision",
    "MessageTemplate",
    "PhoneNumber",
    "QuickReply",
    "Reaction",
    "ReadReceipts",
    "RefreshToken",
    "Role",
    "SignIn",
    "SignInKind",
    "Tag",
    "Team",
    "TemplateFavourite",
    "Theme",
    "UnconfirmedPolicy",
    "User",
    "UserState",
    "WebhookEvent",
    "WebhookSubject",
    "conversation_tags",
    "team_members",
]
