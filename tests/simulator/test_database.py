"""One connection, many threads: whole transactions, and none disturbed by another thread's statements."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatapp.simulator.customers import Customers
from chatapp.simulator.database import Database

ROUNDS = 300


def test_inserts_beside_transactions() -> None:
    database = Database(None)
    customers = Customers(database)

    def outside(worker: int) -> None:
        for place in range(ROUNDS):
            customers.add(f"{worker}-{place}")

    def inside(worker: int) -> None:
        for place in range(ROUNDS):
            with database.transaction():
                customers.add(f"{worker}-{place}")

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(work, worker) for worker, work in enumerate((outside, inside, outside, inside))]:
            future.result()
    assert len(customers.everyone()) == 4 * ROUNDS


def test_a_failed_transaction_leaves_nothing() -> None:
    database = Database(None)
    customers, called = Customers(database), []

    def fail() -> None:
        with database.transaction():
            customers.add("Ana")
            database.on_commit(lambda: called.append("never"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert customers.everyone() == []
    with database.transaction(), database.transaction():
        customers.add("Bia")
        database.on_commit(lambda: called.append("after"))
        assert called == []
    assert called == ["after"]
    assert [customer.name for customer in customers.everyone()] == ["Bia"]


def test_on_commit_waits_for_the_outermost_commit() -> None:
    database, order = Database(None), []
    with database.transaction():
        with database.transaction():
            database.on_commit(lambda: order.append("told"))
        order.append("still inside")
    assert order == ["still inside", "told"]
    outside = threading.Event()
    database.on_commit(outside.set)
    assert outside.is_set()
