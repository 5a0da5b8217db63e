"""What the first view costs, where it comes from, and what the policy allows."""

import pytest
from playwright.sync_api import Response

from tests import factories

LIMIT = 100_000


@pytest.fixture
def arrived(company, window, migrated):
    """Every answer that the first look at an inbox of thirty conversations needs, with nothing cached."""
    for n in range(30):
        person = factories.contact(company.account, profile_name=f"Cliente {n}")
        factories.message(factories.conversation(company.number, person), "Bom dia, tudo bem?")
    company.let_time_pass()
    desk = window(new=True).enter(migrated, company.diego)
    answers: list[Response] = []
    desk.page.on("response", lambda answer: answers.append(answer))
    desk.open("/conversations")
    desk.page.wait_for_load_state("networkidle")
    return answers


def test_the_first_view_is_a_hundred_kilobytes_at_most(arrived):
    sizes = {answer.url: answer.request.sizes() for answer in arrived}
    bodies = {url: size["responseBodySize"] for url, size in sizes.items()}
    assert len(bodies) > 10
    assert sum(bodies.values()) <= LIMIT, bodies


def test_files_are_kept_for_ever_and_pages_never(arrived):
    for answer in arrived:
        kept = "immutable" if "/static/" in answer.url else "no-store"
        assert kept in answer.headers["cache-control"], answer.url


def test_the_policy_is_in_force_and_its_violations_are_heard(company, sit_down):
    desk = sit_down(company.diego)
    desk.page.evaluate(
        """() => {
            const image = document.createElement('img');
            image.src = 'https://example.com/counter.png';
            document.body.append(image);
        }"""
    )
    desk.wait_until(lambda: any("Content Security Policy" in words for words in desk.complaints))
    desk.forgive("Content Security Policy", "a request to example.com")
