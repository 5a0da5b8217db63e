"""One line per request, which names it, and holds no secret."""

import json
import logging

from chatapp.logs import Json


def test_the_routers_id_is_kept_and_a_strange_one_is_not(client):
    assert client.get("/login", headers={"X-Request-ID": "router-1234"}).headers["X-Request-ID"] == "router-1234"
    for strange in ("x", "a b c d e f", "<script>", "a" * 65):
        assert client.get("/login", headers={"X-Request-ID": strange}).headers["X-Request-ID"] != strange


def test_a_line_says_what_happened_without_queries_and_tokens(client, caplog):
    with caplog.at_level(logging.INFO, "chatapp.access"):
        client.get("/login?next=/secret-place")
        client.get("/invitations/a-secret-token")
        client.get("/healthz")
    lines = [json.loads(Json().format(record)) for record in caplog.records if record.name == "chatapp.access"]
    assert [(line["path"], line["status"]) for line in lines] == [("/login", 200), ("/invitations/<token>", 410)]
    assert all(line["ms"] >= 0 for line in lines)
    assert "secret" not in caplog.text
