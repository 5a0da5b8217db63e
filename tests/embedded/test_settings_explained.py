"""`.env.example` explains exactly the settings that there are."""

import ast
import re
from pathlib import Path

from chatapp.embedded import environment
from chatapp.settings import Settings
from chatapp.simulator.settings import SimulatorSettings

PROJECT = Path(__file__).parents[2]

#: Read from the environment by something other than the settings and bin/run: gunicorn, bin/test.
READ_ELSEWHERE = {"PORT", "WEB_CONCURRENCY", "CHROMIUM"}


EXAMPLES = {
    "DATABASE_URL": "postgresql://host/name",
    "REDIS_URL": "redis://host",
    "SECRET_KEY": "long",
    "SECRETS_KEYS": environment.GENERATED["SECRETS_KEYS"](),
    "S3_ENDPOINT": "https://host",
    "S3_BUCKET": "bucket",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "key",
}


class Listening(dict):
    """An environment that notes what it is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return EXAMPLES.get(name, default)


def explained():
    return set(re.findall(r"^([A-Z0-9_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))


def read_by(settings):
    listening = Listening()
    settings.from_env(listening)
    return listening.asked


def read_by_the_product():
    return read_by(Settings) | read_by(SimulatorSettings) | read_by_bin_run() | READ_ELSEWHERE


def read_by_bin_run():
    """Names in capitals that the modules of chatapp/embedded mention as text."""
    sources = (PROJECT / "chatapp" / "embedded").glob("*.py")
    words = {
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {word for word in words if re.fullmatch(r"(CHATAPP|SIMULATOR)_[A-Z_]+", word)}


def test_every_setting_is_explained():
    assert read_by_the_product() - explained() == set()


def test_nothing_is_explained_that_nobody_reads():
    assert explained() - read_by_the_product() == set()


def test_every_name_has_words_above_it():
    blocks = re.split(r"\n\s*\n", (PROJECT / ".env.example").read_text())
    silent = [block for block in blocks if re.match(r"[A-Z0-9_]+=", block)]
    assert silent == []


def test_a_copy_of_the_example_changes_nothing():
    assert environment.read_file(PROJECT / ".env.example") == {}
