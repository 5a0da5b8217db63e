"""Who may do what: a row for each method of each address. What a caller may not see is answered as if it were not
there (404), what their role may not do with 403, and nobody is asked to sign in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from tests.access.sight import ADMINS, CALLERS, EVERYBODY, LEADERS
from tests.access.world import SHARED, World

Values = Mapping[str, object]
ANYBODY = frozenset(CALLERS)
DONE = frozenset({200, 201, 202, 204, 302, 303})


@dataclass(frozen=True)
class Row:
    """`needs` is the kind of thing that the address names, `who` may come here at all, `changes` narrows down who may
    to whose things ({owner: callers}). `sends` is the body, `asks` the query. `html` and `json` are how those who may
    are answered: 406 where a format is not spoken, 4xx where what is sent is deliberately not enough, and 503 where
    Meta, which is away, is asked. `lists` is the kind of which the answer shows all that the caller sees, `names` the
    kinds that fields of the body name. `elsewhere` is where it is proven when it cannot be here."""

    needs: str | None = None
    who: frozenset[str] = EVERYBODY
    changes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sends: Values | Callable[[World, str], Values] = field(default_factory=dict)
    asks: str = ""
    html: int | None = None
    json: int | None = None
    lists: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    elsewhere: str | None = None

    def accepts(self, form: str, status: int) -> bool:
        """Whether somebody who may was answered as they should be."""
        expected = getattr(self, form)
        return status == expected if expected else status in DONE


def _to_their_own(world: World, caller: str) -> Values:
    return {**world.seen_by(caller, "conversation").ids, "client_id": str(uuid4())}


def _text(_world: World, _caller: str) -> Values:
    return {"client_id": str(uuid4()), "body": "oi"}


def _template(_world: World, _caller: str) -> Values:
    return {"client_id": str(uuid4()), "components": []}


def _named(_world: World, _caller: str) -> Values:
    return {"name": uuid4().hex}


def _invitation(_world: World, _caller: str) -> Values:
    return {"name": "Nova", "email": f"{uuid4().hex}@example.com"}


AS_IT_IS = {"agents_see_unassigned": "yes", "agents_see_their_teams": "yes"}
PAGES_ONLY = {"json": 406}
SEARCH = f"q={SHARED}"
TALK, MESSAGE = "conversation", "message"
COMPANYS = {"company's": LEADERS}
CONVERSATION = "/conversations/<int:conversation_id>"
PANEL = (
    f"{CONVERSATION}/compose/<any(location,contacts,buttons,list,link_button,location_request,contact_request,flow,"
    "product,product_list,catalog,carousel,voice_call):kind>"
)
PICKED = f"{CONVERSATION}/templates/<int:template_id>"
PICKS = "template in a conversation"

TABLE: dict[str, Row] = {
    # Everybody's own
    "GET /settings": Row(),
    "GET /me": Row(),
    "POST /settings": Row(sends={"theme": "dark"}),
    "PATCH /me": Row(sends={"theme": "dark"}),
    "POST /settings/password": Row(html=422, json=422),
    "POST /me/password": Row(html=422, json=422),
    "POST /me/avatar": Row(html=422, json=422),
    "DELETE /me/avatar": Row(),
    "POST /me/avatar/deletion": Row(),
    "GET /sessions": Row(),
    "DELETE /sessions": Row(elsewhere="tests/profile/test_profile.py"),
    "POST /sessions/end": Row(elsewhere="tests/profile/test_profile.py"),
    "DELETE /sessions/<uuid:sign_in_id>": Row("sign-in"),
    "POST /sessions/<uuid:sign_in_id>/end": Row("sign-in"),
    # The list, and one conversation
    "GET /": Row(asks="tab=all", lists=TALK),
    "GET /conversations": Row(asks="tab=all", lists=TALK),
    "GET /conversations/counts": Row(),
    "GET /live/missed": Row(asks="since=0", lists=TALK),
    f"GET {CONVERSATION}": Row(TALK),
    f"POST {CONVERSATION}/read": Row(TALK),
    f"POST {CONVERSATION}/typing": Row(TALK),
    f"POST {CONVERSATION}/status": Row(TALK, sends={"status": "RESOLVED"}),
    f"POST {CONVERSATION}/assignment": Row(TALK, sends={"assignee_id": ""}),
    f"POST {CONVERSATION}/team": Row(TALK, sends={"team_id": ""}),
    f"GET {CONVERSATION}/messages": Row(TALK),
    f"POST {CONVERSATION}/messages": Row(TALK, sends=_text),
    f"GET {CONVERSATION}/files": Row(TALK),
    "GET /conversations/start": Row("contact", asks="contact_id={contact_id}"),
    "POST /conversations/start": Row("contact", sends={"contact_id": "{contact_id}"}),
    # Writing
    f"GET {PANEL}": Row(TALK, asks=SEARCH, lists="contact", **PAGES_ONLY),
    f"POST {PANEL}": Row(TALK, asks=SEARCH, lists="contact", **PAGES_ONLY),
    f"GET {CONVERSATION}/compose/files": Row(TALK, **PAGES_ONLY),
    f"POST {CONVERSATION}/compose/files": Row(TALK, html=422, json=422),
    "GET /emoji": Row(**PAGES_ONLY),
    "PUT /uploads": Row(html=422, json=422),
    "GET /uploads/<int:media_id>": Row("upload"),
    "DELETE /uploads/<int:media_id>": Row("upload"),
    # One message, and its file
    "GET /messages/<int:message_id>": Row(MESSAGE),
    "GET /messages/<int:message_id>/revisions": Row(MESSAGE),
    "GET /messages/<int:message_id>/payload": Row(MESSAGE, who=ADMINS),
    "POST /messages/<int:message_id>/reaction": Row(MESSAGE, sends={"emoji": "👍"}),
    "DELETE /messages/<int:message_id>/reaction": Row(MESSAGE),
    "POST /messages/<int:message_id>/delivery": Row("failed message"),
    "POST /messages/<int:message_id>/forwards": Row(MESSAGE, sends=_to_their_own, names={"conversation_id": TALK}),
    "GET /messages/<int:message_id>/compose/forward": Row(MESSAGE, asks=SEARCH, lists=TALK, **PAGES_ONLY),
    "GET /messages/<int:message_id>/compose/reaction": Row(MESSAGE, **PAGES_ONLY),
    "GET /media/<int:media_id>/<any(original, thumbnail, poster, playable):variant>": Row("file"),
    "POST /media/<int:media_id>/pull": Row("failed file"),
    # Customers
    "GET /contacts/new": Row(**PAGES_ONLY),
    "POST /contacts": Row(sends={"name": "Ana", "phone": "5511987654321"}),
    "GET /contacts/<int:contact_id>": Row("contact"),
    "POST /contacts/<int:contact_id>": Row("contact", sends={"name": "Ana"}),
    "PATCH /contacts/<int:contact_id>": Row("contact", sends={"name": "Ana"}),
    # Quick replies: one's own, and the company's, which leaders look after
    "GET /quick-replies": Row(lists="quick reply"),
    "POST /quick-replies": Row(sends={"name": "Oi", "body": "oi"}),
    "GET /quick-replies/<int:reply_id>": Row("quick reply"),
    "POST /quick-replies/<int:reply_id>": Row("quick reply", changes=COMPANYS, sends={"name": "Oi"}),
    "PATCH /quick-replies/<int:reply_id>": Row("quick reply", changes=COMPANYS, sends={"name": "Oi"}),
    "DELETE /quick-replies/<int:reply_id>": Row("quick reply", changes=COMPANYS),
    "POST /quick-replies/<int:reply_id>/deletion": Row("quick reply", changes=COMPANYS),
    "POST /quick-replies/<int:reply_id>/uses": Row("quick reply"),
    "POST /quick-replies/<int:reply_id>/sends": Row(
        "quick reply", sends=_to_their_own, names={"conversation_id": TALK}
    ),
    # Templates: leaders look after them, everybody sends them
    "GET /templates": Row(who=LEADERS, lists="template"),
    "POST /templates/sync": Row(who=LEADERS, html=503, json=503),
    "GET /templates/new": Row(who=LEADERS, **PAGES_ONLY),
    "POST /templates/draft": Row(who=LEADERS, **PAGES_ONLY),
    "POST /templates": Row(who=LEADERS, html=422, json=422),
    "GET /templates/<int:template_id>": Row("template", LEADERS),
    "GET /templates/<int:template_id>/edit": Row("template", LEADERS, **PAGES_ONLY),
    "POST /templates/<int:template_id>": Row("template", LEADERS, html=422, json=422),
    "PATCH /templates/<int:template_id>": Row("template", LEADERS, html=422, json=422),
    "DELETE /templates/<int:template_id>": Row("template", LEADERS, html=503, json=503),
    "POST /templates/<int:template_id>/deletion": Row("template", LEADERS, html=503, json=503),
    "POST /templates/<int:template_id>/favourite": Row("template", sends={"wanted": "yes"}),
    f"GET {CONVERSATION}/templates": Row(TALK),
    f"GET {PICKED}": Row(PICKS),
    f"POST {PICKED}/preview": Row(PICKS),
    f"POST {PICKED}": Row(PICKS, sends=_template),
    # Teams: everybody may know them, admins look after them
    "GET /teams": Row(lists="team"),
    "POST /teams": Row(who=ADMINS, sends=_named),
    "GET /teams/<int:team_id>": Row("team"),
    "POST /teams/<int:team_id>": Row("team", ADMINS, sends=_named),
    "PATCH /teams/<int:team_id>": Row("team", ADMINS, sends=_named),
    "DELETE /teams/<int:team_id>": Row("team", ADMINS),
    "POST /teams/<int:team_id>/deletion": Row("team", ADMINS),
    "POST /teams/sight": Row(who=ADMINS, sends=AS_IT_IS),
    "PATCH /teams/sight": Row(who=ADMINS, sends=AS_IT_IS),
    # People
    "GET /users": Row(who=ADMINS, lists="person"),
    "POST /users": Row(who=ADMINS, sends=_invitation),
    "GET /users/<int:user_id>": Row("person", ADMINS),
    "POST /users/<int:user_id>": Row("person", ADMINS, sends={"role": "SUPERVISOR"}),
    "PATCH /users/<int:user_id>": Row("person", ADMINS, sends={"active": "no"}),
    "POST /users/<int:user_id>/invitation": Row("person", ADMINS),
    "POST /users/<int:user_id>/password-reset": Row("pictured person", ADMINS),
    "GET /users/<int:user_id>/avatar": Row("pictured person"),
    # The ledger
    "GET /ledger": Row(who=ADMINS),
    "GET /ledger/<int:event_id>": Row("webhook", ADMINS),
    "GET /ledger/<int:event_id>/body": Row("webhook", ADMINS),
    "POST /ledger/<int:event_id>/replays": Row("webhook", ADMINS),
    "POST /ledger/replays": Row(who=ADMINS, sends={"state": "failed"}),
    # Doors, which let in whoever shows the right thing
    "GET /login": Row(elsewhere="tests/sessions/test_browser_sessions.py"),
    "POST /logout": Row(elsewhere="tests/sessions/test_browser_sessions.py"),
    "DELETE /tokens": Row(elsewhere="tests/sessions/test_tokens.py"),
    "POST /login": Row(elsewhere="tests/sessions/test_browser_sessions.py"),
    "POST /tokens": Row(elsewhere="tests/sessions/test_tokens.py"),
    "POST /tokens/refresh": Row(elsewhere="tests/sessions/test_tokens.py"),
    "GET /invitations/<token>": Row(elsewhere="tests/accounts/test_invitations.py"),
    "POST /invitations/<token>": Row(elsewhere="tests/accounts/test_invitations.py"),
    "GET /password-resets/<token>": Row(elsewhere="tests/users/test_users.py"),
    "POST /password-resets/<token>": Row(elsewhere="tests/users/test_users.py"),
    "GET /files/<token>": Row(elsewhere="tests/media/test_serving.py"),
    "GET /webhook": Row(elsewhere="tests/inbound/test_front.py"),
    "GET /live": Row(elsewhere="tests/realtime/test_sockets.py"),
    "GET /metrics": Row(elsewhere="tests/telemetry/test_metrics.py"),
    "GET /healthz": Row(who=ANYBODY),
    "GET /readyz": Row(who=ANYBODY),
    "GET /static/<version>/<path:name>": Row(elsewhere="tests/web/test_assets.py"),
}
