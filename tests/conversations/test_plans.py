"""What the pages of a large account ask is found by an index: nothing reads a whole table, or sorts more than it shows.

The benchmark's own pages and company, small enough for a test and large enough for PostgreSQL to prefer its indexes.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import event

from chatapp.extensions import db
from chatapp.models import Team
from tests.bench.dataset import Company, _take_stock, fill
from tests.bench.pages import asks
from tests.callers import Page

MESSAGES, CONVERSATIONS = 50_000, 25_000
#: Tables that grow with what customers write, as far as the company has rows in them.
GROWING = {"conversations", "messages", "message_events", "contacts", "contact_identities", "conversation_tags"}
#: Rows that one step of a plan may read: a page, what stands beside it, and some that are left out.
MOST = 500
#: The one that is read as far as there are open conversations, and holds all that is counted.
COUNTED = "conversations_counted"


def test_plans_of_a_large_account(app):
    company = fill(MESSAGES, CONVERSATIONS)
    _in_teams(company)
    for reader in (company.supervisor, company.agent):
        page = Page(app).sign_in(reader)
        for name, ask in asks(reader).items():
            path, headers = ask()
            for plan in _plans(page, path, headers):
                _check(plan, f"{name}, for {reader.role}")


def _in_teams(company: Company) -> None:
    """A third of what nobody has taken belongs to the agent's team, another to one that they are not in."""
    teams = [
        Team(account_id=company.account.id, name=name, members=members)
        for name, members in (("Vendas", [company.agent]), ("Trocas", []))
    ]
    db.session.add_all(teams)
    db.session.flush()
    db.session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    given = "UPDATE conversations SET team_id = CASE WHEN id % 2 = 0 THEN :one ELSE :other END WHERE id % 9 IN (3, 6)"
    db.session.execute(sa.text(given), {"one": teams[0].id, "other": teams[1].id})
    db.session.commit()
    _take_stock()


def _plans(page: Page, path: str, headers: dict[str, str]) -> Iterator[dict]:
    """How PostgreSQL answered each question that this page asked."""
    asked: list[tuple[str, dict]] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert page.client.get(path, headers=headers).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    with db.engine.connect() as connection:
        for statement, parameters in asked:
            explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
            yield explained.scalar()[0]["Plan"]


def _check(node: dict, where: str) -> None:
    kind, rows = node["Node Type"], node["Actual Rows"] * node["Actual Loops"]
    left_out = node.get("Rows Removed by Filter", 0) * node["Actual Loops"]
    said = f"{where}: {kind} of {node.get('Relation Name')}, {rows:.0f} rows, {left_out:.0f} left out"
    if node.get("Relation Name") in GROWING:
        assert kind != "Seq Scan", said
    if node.get("Index Name") != COUNTED:
        assert rows + left_out <= MOST, said
    for below in node.get("Plans", ()):
        _check(below, where)
