"""A company: its people, and the WhatsApp numbers it speaks through."""

from chatapp.accounts import metrics
from chatapp.accounts.actions import (
    accept_invitation,
    change_password,
    change_profile,
    change_role,
    create_account,
    deactivate,
    end_sessions,
    invite,
    reactivate,
)
from chatapp.accounts.invitations import invitation_token, invited_user
from chatapp.accounts.meta_credentials import app_secrets, connect_number, verify_tokens
from chatapp.accounts.policies import set_account_policies, set_number_policies

__all__ = [
    "accept_invitation",
    "app_secrets",
    "change_password",
    "change_profile",
    "change_role",
    "connect_number",
    "create_account",
    "deactivate",
    "end_sessions",
    "invitation_token",
    "invite",
    "invited_user",
    "metrics",
    "reactivate",
    "set_account_policies",
    "set_number_policies",
    "verify_tokens",
]
