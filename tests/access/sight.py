"""The callers, and who of them sees whose things.

Owners are absolute: "agent's" is what the caller `agent` has, so that one set of things serves every caller.
"""

NOBODY, AGENT, COLLEAGUE, SUPERVISOR, ADMIN, STRANGER = CALLERS = (
    "nobody", "agent", "colleague", "supervisor", "admin", "stranger"
)  # fmt: skip
#: The stranger is another company's admin: what they are refused, no role would get.
EVERYBODY = frozenset(CALLERS) - {NOBODY}
LEADERS = frozenset({SUPERVISOR, ADMIN, STRANGER})
ADMINS = frozenset({ADMIN, STRANGER})

Sight = dict[str, frozenset[str]]


def _sight(agent: str, colleague: str, leaders: str, stranger: str = "stranger's") -> Sight:
    """{caller: owners whose things they see}, from words with blanks between them."""
    theirs = {AGENT: agent, COLLEAGUE: colleague, SUPERVISOR: leaders, ADMIN: leaders, STRANGER: stranger}
    return {NOBODY: frozenset(), **{caller: frozenset(owners.split()) for caller, owners in theirs.items()}}


TALKS = _sight("agent's unassigned team's", "colleague's unassigned", "agent's colleague's unassigned team's")
SIGN_INS = UPLOADS = _sight("agent's", "colleague's", "")
REPLIES = _sight("agent's company's", "colleague's company's", "company's")
COMPANYS = _sight("company's", "company's", "company's")

#: {kind of thing: who sees it}
SEEN: dict[str, Sight] = {
    "conversation": TALKS,
    "message": TALKS,
    "failed message": TALKS,
    "file": TALKS,
    "failed file": TALKS,
    "contact": TALKS,
    "upload": UPLOADS,
    "quick reply": REPLIES,
    "template": COMPANYS,
    "template in a conversation": TALKS,
    "webhook": COMPANYS,
    "team": COMPANYS,
    "person": COMPANYS,
    "pictured person": COMPANYS,
    "sign-in": SIGN_INS,
}
