"""One running product for these journeys; each test is a company of its own in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from chatapp.extensions import db
from chatapp.models import User
from tests.blank import make_blank
from tests.browser import Windows
from tests.journeys.cable import Cable
from tests.journeys.company import Company
from tests.journeys.product import Product
from tests.journeys.whatsapp import Customer
from tests.journeys.windows import Window

#: The machine may be busy with other things.
expect.set_options(timeout=30_000)


#: Seconds. The first journey of a process also waits until the product has started.
PATIENCE = 300


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(PATIENCE))


@pytest.fixture(scope="package")
def product(migrated: Flask, process_environment: dict[str, str], tmp_path_factory) -> Iterator[Product]:
    with Product(process_environment, tmp_path_factory.mktemp("product")) as running:
        yield running
    with migrated.app_context():
        make_blank()


@pytest.fixture
def company(product: Product, migrated: Flask) -> Iterator[Company]:
    product.listen()
    with migrated.app_context():
        yield Company(product)
        db.session.remove()
    said = product.said()
    assert not any(word in said for word in ("Traceback", "deadlock"))


@pytest.fixture
def window(product: Product, windows: Windows) -> Iterator[Callable[..., Window]]:
    """window(url=..., **options of the context), where new=True has nothing cached; at the end no page may have
    complained."""
    opened: list[Window] = []

    def open_one(url: str = product.url, **options: object) -> Window:
        opened.append(Window(windows, url, **options))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()
    assert [words for each in opened for words in each.faults()] == []


@pytest.fixture
def sit_down(migrated: Flask, window: Callable[..., Window]) -> Callable[..., Window]:
    """sit_down(user, "/conversations", **options): a colleague at a desk, signed in, with the page live."""

    def sit_down(user: User, path: str = "/conversations", **options: object) -> Window:
        return window(**options).enter(migrated, user).open(path)

    return sit_down


@pytest.fixture
def hold_phone(product: Product, window: Callable[..., Window]) -> Callable[[Customer], Page]:
    """hold_phone(customer): their phone, with the chat open."""

    def hold_phone(customer: Customer) -> Page:
        phone = window(product.whatsapp.url, viewport={"width": 420, "height": 844}).page
        phone.goto(customer.chat)
        return phone

    return hold_phone


@pytest.fixture
def helena(company: Company) -> Customer:
    return company.customer()


@pytest.fixture
def desk(company: Company, helena: Customer, sit_down: Callable[..., Window]) -> Window:
    """Diego, who reads English, with Helena's question before him. He may record, and says where he is."""
    conversation = company.conversation_with(helena)
    helena.writes("Oi! Vocês têm o Cerrado?")
    here = {"latitude": -23.561414, "longitude": -46.655881}
    desk = sit_down(company.diego, conversation.path, permissions=["microphone", "geolocation"], geolocation=here)
    expect(desk.page.locator(".msg--in")).to_have_count(1, timeout=30_000)
    return desk


@pytest.fixture
def cable(product: Product) -> Iterator[Cable]:
    line = Cable(product.port)
    yield line
    line.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """A failed journey tells what the processes have said meanwhile."""
    report = yield
    if report.failed and (product := item.funcargs.get("product")):
        report.sections.append(("the product's processes", product.said()))
    return report
