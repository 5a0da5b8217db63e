"""The list: order, pages, tabs, counters, and a number of queries that does not grow with it."""

import pytest

from chatapp.conversations import queries
from chatapp.models import ConversationStatus
from tests import factories
from tests.counting import statements


def ids(answer):
    return [conversation["id"] for conversation in answer.json["conversations"]]


def test_newest_first_and_every_row_once_over_all_pages(torra, api, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    moments = [factories.seconds_ago(n // 2) for n in range(8)]
    made = [torra.conversation(last_message_at=moment).id for moment in moments]
    api.sign_in(torra.agent)
    seen, path = [], "/conversations?tab=all"
    while path:
        answer = api.get(path)
        seen += ids(answer)
        path = answer.json["next"] and f"/conversations?tab=all&before={answer.json['next']}"
    order = sorted(made, key=lambda i: (moments[made.index(i)], i), reverse=True)
    assert seen == order


def test_tabs_and_status_choose_and_counts_tell(torra, api):
    mine = torra.conversation(assignee_id=torra.agent.id, unread_count=2)
    free = torra.conversation()
    done = torra.conversation(assignee_id=torra.agent.id, status=ConversationStatus.RESOLVED)
    torra.conversation(assignee_id=torra.colleague.id, unread_count=9)
    api.sign_in(torra.agent)
    assert ids(api.get("/conversations?tab=mine")) == [mine.id]
    assert ids(api.get("/conversations?tab=unassigned")) == [free.id]
    assert ids(api.get("/conversations?tab=mine&status=resolved")) == [done.id]
    expected = {"mine": 1, "unassigned": 1, "all": 2, "unread": 1}
    assert api.get("/conversations").json["counts"] == expected
    assert api.get("/conversations/counts").json == expected


@pytest.mark.parametrize("query", ["tab=everything", "status=lost", "before=nonsense", "before=AAAA"])
def test_a_list_that_does_not_exist_is_named(torra, api, page, query):
    api.sign_in(torra.agent)
    page.sign_in(torra.agent)
    answer = api.get(f"/conversations?{query}")
    assert answer.status_code == 422
    assert list(answer.json["error"]["fields"]) == [query.partition("=")[0]]
    assert page.get(f"/conversations?{query}").status_code == 422


def test_the_page_shows_rows_and_htmx_gets_the_next_ones(torra, page, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    made = [torra.conversation(last_message_at=factories.seconds_ago(60 * n)) for n in range(3)]
    page.sign_in(torra.agent)
    whole = page.get("/conversations?tab=all").text
    assert [f'id="c-{c.id}"' in whole for c in made] == [True, True, False]
    position = queries.page(torra.agent, tab="all", status=ConversationStatus.OPEN).next
    from chatapp.web.pagination import encode_cursor

    path = f"/conversations?tab=all&before={encode_cursor(position.at, position.id)}"
    rows = page.get(path, hx_request="true", hx_target="ul#rows").text
    assert f'id="c-{made[2].id}"' in rows
    assert "<html" not in rows


@pytest.mark.parametrize("path", ["/conversations?tab=all", "{conversation}"])
def test_the_number_of_queries_is_constant(torra, page, path):
    page.sign_in(torra.agent)

    def asked(rows):
        for _ in range(rows):
            conversation = torra.conversation(assignee_id=torra.agent.id)
            first = factories.message(conversation)
            factories.message(conversation, quoted_id=first.id, quoted_wamid=first.wamid)
        shown = path.format(conversation=conversation.path)
        with statements() as seen:
            assert page.get(shown).status_code == 200
        return len(seen)

    few = asked(1)
    assert asked(5) == few


def test_a_broken_kind_never_blanks_the_list(torra, page):
    conversation = torra.conversation()
    factories.message(conversation, kind="image", content={})
    page.sign_in(torra.agent)
    assert f'id="c-{conversation.id}"' in page.get("/conversations?tab=all").text
    assert page.get(conversation.path).status_code == 200


def test_a_browser_comes_back_to_the_tab_it_was_in(torra, page):
    mine = torra.conversation(assignee_id=torra.agent.id)
    page.sign_in(torra.agent)
    assert f'id="c-{mine.id}"' not in page.get("/conversations").text
    assert f'id="c-{mine.id}"' in page.get("/conversations?tab=mine").text
    assert f'id="c-{mine.id}"' in page.get("/conversations").text
