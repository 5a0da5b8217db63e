"""What an agent reads about a failure: words for each class of cause, and for codes that can be told more exactly."""

from typing import NamedTuple

from chatapp.kinds.marking import N_
from chatapp.whatsapp.causes import Cause


class Words(NamedTuple):
    """Two msgids: what happened, and what to do about it."""

    happened: str
    cure: str


WORDS: dict[Cause, Words] = {
    Cause.AUTHENTICATION: Words(
        N_("Access to WhatsApp has expired or is not valid."),
        N_("Ask an administrator to enter a new access token for this number."),
    ),
    Cause.PERMISSION: Words(
        N_("Meta does not allow this account to do that."),
        N_("Ask an administrator to check the permissions of the app and its system user."),
    ),
    Cause.THROUGHPUT: Words(
        N_("Too many messages are leaving this number at once."),
        N_("Wait a minute, then send it again."),
    ),
    Cause.REQUEST_LIMIT: Words(
        N_("Too many requests were made to Meta in a short time."),
        N_("Wait a while, then try again."),
    ),
    Cause.PAIR_LIMIT: Words(
        N_("Too many messages went to this customer in a short time."),
        N_("Wait a few minutes, then send it again."),
    ),
    Cause.SPAM_LIMIT: Words(
        N_("WhatsApp is holding messages back because too many people blocked or reported this number."),
        N_("Do not send it again now. Ask an administrator to check the quality of the number."),
    ),
    Cause.WINDOW_CLOSED: Words(
        N_("More than 24 hours have passed since the customer's last message."),
        N_("Only a template can be sent now. You can write freely again when the customer answers."),
    ),
    Cause.RECIPIENT_UNREACHABLE: Words(
        N_("WhatsApp could not deliver to this customer."),
        N_("The number may not be on WhatsApp, or its app may be too old. Check the number or use another way."),
    ),
    Cause.IDENTITY_MISMATCH: Words(
        N_("The customer's security code has changed."),
        N_("Confirm that it is still the same person, then send it again."),
    ),
    Cause.BLOCKED: Words(
        N_("The company has blocked this customer."),
        N_("Unblock the customer to write again."),
    ),
    Cause.MARKETING_LIMIT: Words(
        N_("WhatsApp held this marketing message back."),
        N_("The customer may be getting too many of them. Try again after 24 hours at the earliest."),
    ),
    Cause.OPT_OUT: Words(
        N_("The customer does not want marketing messages from this company."),
        N_("Do not send marketing templates to this customer. Other messages still arrive."),
    ),
    Cause.TEMPLATE: Words(
        N_("The template cannot be sent like this."),
        N_("Check that it is approved in this language and that all its variables are filled in."),
    ),
    Cause.FLOW: Words(
        N_("The form in this message is not available."),
        N_("Ask an administrator to check the form in WhatsApp Manager."),
    ),
    Cause.PAYMENT: Words(
        N_("There is a problem with the payment method of the WhatsApp account."),
        N_("Ask an administrator to check billing in WhatsApp Manager."),
    ),
    Cause.ACCOUNT_RESTRICTED: Words(
        N_("Meta has restricted this account or number."),
        N_("Ask an administrator to look at the account in WhatsApp Manager."),
    ),
    Cause.NOT_REGISTERED: Words(
        N_("This business number is not registered with WhatsApp."),
        N_("Ask an administrator to register the number again."),
    ),
    Cause.SETUP: Words(
        N_("Meta refused a change to the settings of this number."),
        N_("Ask an administrator to check the settings of the number."),
    ),
    Cause.MEDIA: Words(
        N_("The file could not be processed."),
        N_("Check its type and size, then send it again."),
    ),
    Cause.UNSUPPORTED: Words(
        N_("WhatsApp does not hand over this kind of message."),
        N_("Ask the customer to send it in another form."),
    ),
    Cause.GROUP: Words(
        N_("WhatsApp refused a message in a group."),
        N_("Check that the group still exists and that the number is in it."),
    ),
    Cause.CALLING: Words(
        N_("WhatsApp refused the call."),
        N_("Check that the customer allowed calls and that calling is switched on for this number."),
    ),
    Cause.INVALID_REQUEST: Words(
        N_("WhatsApp did not accept the content of this message."),
        N_("Change it and send it again. If that does not help, tell an administrator."),
    ),
    Cause.TEMPORARY: Words(
        N_("WhatsApp has a temporary problem."),
        N_("Wait a few minutes, then send it again."),
    ),
    Cause.CONNECTION: Words(
        N_("WhatsApp could not be reached."),
        N_("The message has not left. Send it again when the connection is back."),
    ),
    Cause.NOT_CONFIRMED: Words(
        N_("We do not know whether WhatsApp received this message."),
        N_("Ask the customer, or send it again: it might then arrive twice."),
    ),
    Cause.UNKNOWN: Words(
        N_("WhatsApp did not deliver this message."),
        N_("Send it again. If that does not help, tell an administrator the code."),
    ),
}

COUNTRY = Words(
    N_("Meta does not let this account write to customers in this country."),
    N_("Use another way to reach the customer."),
)
DISPLAY_NAME = Words(
    N_("The display name of this number has not been approved yet."),
    N_("Ask an administrator to complete the approval in WhatsApp Manager."),
)
EXPERIMENT = Words(
    N_("WhatsApp chose this customer for an experiment without marketing messages."),
    N_("Do not send it again. Wait until the customer writes."),
)
OWN_NUMBER = Words(
    N_("The recipient is the business number itself."),
    N_("Write to another number."),
)
PHONE_NEEDED = Words(
    N_("This message can only be sent to a phone number, and the customer's is not known."),
    N_("Ask the customer for the phone number."),
)
TEST_NUMBER = Words(
    N_("A test number can only write to the recipients on its list."),
    N_("Ask an administrator to add this customer to the list of test recipients."),
)
FILE_LOST = Words(
    N_("The file of this message got lost on our side."),
    N_("Attach it again and send it anew."),
)
TOO_LARGE = Words(
    N_("The customer's file could not be fetched; it may be larger than 100 MB."),
    N_("Ask the customer to send a smaller file."),
)
