"""The demonstration begins with customers who have written, once."""

from chatapp.simulator import demo
from chatapp.simulator.app import create_simulator
from chatapp.simulator.settings import SimulatorSettings


def test_the_cast_writes_on_the_first_day_only(tmp_path):
    settings = SimulatorSettings.from_env({"SIMULATOR_DATA": str(tmp_path)})
    for _day in range(2):
        world = create_simulator(settings).extensions["simulator"]
        demo.begin(world)
    said = [
        message.content["body"]
        for customer in world.customers.everyone()
        for number in world.books.numbers_of(customer.id)
        for message in world.books.chat(customer.id, number)
    ]
    assert sorted(said) == sorted(words for _name, _store, _minutes, words in demo.OPENINGS)
