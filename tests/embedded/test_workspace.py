"""The folder that a laptop keeps, and the secrets in it."""

import stat

import pytest

from chatapp.embedded import Trouble, environment
from chatapp.embedded.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    claimed = Workspace.claim(str(tmp_path / "var"))
    claimed.lock.touch()
    return claimed


def compose(workspace, said=None, **ports):
    return environment.compose(said or {}, workspace, **{"port": 5000, "simulator_port": 5001} | ports)


def test_secrets_are_made_once_and_only_for_us(workspace):
    first = environment.kept_secrets(workspace)
    assert all(first.values())
    assert environment.kept_secrets(workspace) == first
    assert stat.S_IMODE(workspace.secrets.stat().st_mode) == 0o600


def test_a_secret_that_is_new_in_this_version_leaves_the_others_alone(workspace):
    first = environment.kept_secrets(workspace)
    lines = workspace.secrets.read_text().splitlines(keepends=True)
    workspace.secrets.write_text("".join(line for line in lines if not line.startswith("SIMULATOR_TOKEN")))
    second = environment.kept_secrets(workspace)
    assert {name for name in first if first[name] != second[name]} == {"SIMULATOR_TOKEN"}


def test_product_and_simulator_are_told_the_same_secrets_and_addresses(workspace):
    env = compose(workspace, port=5100, simulator_port=5101)
    assert env["META_APP_SECRET"] == env["SIMULATOR_APP_SECRET"]
    assert env["META_VERIFY_TOKEN"] == env["SIMULATOR_VERIFY_TOKEN"]
    assert env["GRAPH_BASE_URL"] == "http://127.0.0.1:5101"
    assert env["SIMULATOR_WEBHOOK_URL"] == "http://127.0.0.1:5100/webhook"
    assert (env["PORT"], env["SIMULATOR_PORT"]) == ("5100", "5101")


def test_without_the_simulator_the_product_talks_to_meta(workspace):
    assert "GRAPH_BASE_URL" not in compose(workspace, simulator_port=None)


def test_what_a_person_said_wins(workspace):
    said = {"SECRET_KEY": "mine", "GRAPH_BASE_URL": "http://elsewhere", "PORT": "1"}
    env = compose(workspace, said, port=5100)
    assert (env["SECRET_KEY"], env["GRAPH_BASE_URL"]) == ("mine", "http://elsewhere")
    assert env["PORT"] == "5100", "the option on the command line is the last word"


def test_a_proxy_does_not_come_between_product_and_simulator(workspace):
    env = compose(workspace, {"http_proxy": "http://proxy:3128", "NO_PROXY": "intranet"})
    assert env["no_proxy"] == "intranet,localhost,127.0.0.1"


def test_a_file_of_settings_is_read_as_people_write_it(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# words\n\nexport A=1\nB = 'two words'\nC=\"x=y\"\nD=\n")
    assert environment.read_file(file) == {"A": "1", "B": "two words", "C": "x=y"}


def test_a_line_that_is_no_setting_is_named(tmp_path):
    file = tmp_path / ".env"
    file.write_text("A=1\nDATABASE_URL postgres://\n")
    with pytest.raises(Trouble, match="line 2 is not NAME=value"):
        environment.read_file(file)


def test_starting_over_forgets_everything(workspace):
    environment.kept_secrets(workspace)
    (workspace.root / "postgres").mkdir()
    (workspace.root / "postgres" / "PG_VERSION").touch()
    workspace.wipe()
    assert sorted(path.name for path in workspace.root.iterdir()) == ["log", "run.lock"]


def test_a_folder_with_other_things_in_it_is_not_taken(tmp_path):
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(Trouble, match="already holds other things"):
        Workspace.claim(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_folder_that_cannot_be_made_gets_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match=r"cannot be used .*CHATAPP_VAR"):
        Workspace.claim(str(tmp_path / "file"))
