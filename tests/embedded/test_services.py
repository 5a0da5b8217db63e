"""The two servers on a folder: they start, remember, recover, refuse what is broken, and never stay behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time

import psycopg
import pytest
import redis
import sqlalchemy

from chatapp.embedded import EmbeddedServices, Trouble, processes
from chatapp.embedded.binaries import postgres_folder
from chatapp.embedded.identity import Nobody, RootInUserNamespace

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="expected: only root has to become somebody else")


def query(services, sql):
    engine = sqlalchemy.create_engine(services.database_url)
    with engine.begin() as connection:
        rows = connection.execute(sqlalchemy.text(sql))
        answer = rows.scalar() if rows.returns_rows else None
    engine.dispose()
    return answer


def test_a_restart_keeps_what_was_written(tmp_path):
    with EmbeddedServices(tmp_path) as services:
        query(services, "create table note as select 'olá'::text as words")
        redis.Redis.from_url(services.redis_url).set("greeting", "oi")
    with EmbeddedServices(tmp_path) as services:
        assert query(services, "select words from note") == "olá"
        assert redis.Redis.from_url(services.redis_url).get("greeting") == b"oi"


def test_text_is_unicode_and_times_are_utc(tmp_path):
    with EmbeddedServices(tmp_path, durable=False, valkey=False) as services:
        assert query(services, "select lower('ÇÃO')") == "ção"
        assert query(services, "show timezone") == "UTC"


def test_each_server_can_be_left_out(tmp_path):
    with EmbeddedServices(tmp_path, durable=False, postgres=False) as services:
        assert [server.name for server in services.servers] == ["valkey"]
    assert not (tmp_path / "postgres").exists()


def test_databases_are_made_once(tmp_path):
    with EmbeddedServices(tmp_path, durable=False, valkey=False) as services:
        url = services.create_database("another")
        assert url == services.create_database("another")
        assert url != services.database_url
        sqlalchemy.create_engine(url).connect().close()


def test_killed_servers_recover(tmp_path):
    services = EmbeddedServices(tmp_path)
    with services:
        query(services, "create table note as select 1 as n")
        for server in services.servers:
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait()
            server.start()
        assert query(services, "select n from note") == 1
        assert redis.Redis.from_url(services.redis_url).ping()


def test_a_stranger_with_the_number_of_the_dead_server_is_no_obstacle(tmp_path):
    with EmbeddedServices(tmp_path, valkey=False):
        pass
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (tmp_path / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{tmp_path}/postgres\n")
        with EmbeddedServices(tmp_path, valkey=False) as services:
            assert query(services, "select 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_nothing_outlives_a_killed_owner(tmp_path):
    program = (
        "import sys, time; from chatapp.embedded import EmbeddedServices\n"
        "with EmbeddedServices(sys.argv[1], durable=False) as services:\n"
        "    print(*(server.process.pid for server in services.servers), flush=True)\n"
        "    time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    pids = [int(word) for word in owner.stdout.readline().split()]
    assert len([pid for pid in pids if processes.started_at(pid)]) == 2
    owner.kill()
    owner.wait()
    deadline = time.monotonic() + 10
    while any(processes.started_at(pid) for pid in pids):
        assert time.monotonic() < deadline, "a server outlived its owner"
        time.sleep(0.02)
    with EmbeddedServices(tmp_path) as services:
        assert query(services, "select 1") == 1


def test_an_orphan_named_by_a_pid_file_is_ended(tmp_path):
    """The way of macOS, where the kernel does not tell a child of its parent's death."""
    orphan = subprocess.Popen(["sleep", "60"], start_new_session=True)
    pidfile = tmp_path / "orphan.pid"
    birthday = processes.started_at(orphan.pid)
    pidfile.write_text(f'{{"pid": {orphan.pid}, "started": "another", "signal": 15}}')
    processes.reap(pidfile)
    assert orphan.poll() is None, "a process that only has the same number must be left alone"
    pidfile.write_text(f'{{"pid": {orphan.pid}, "started": "{birthday}", "signal": 15}}')
    processes.reap(pidfile)
    assert orphan.wait(1) == -signal.SIGTERM
    assert not pidfile.exists()


def test_one_folder_has_one_owner(tmp_path):
    with (
        EmbeddedServices(tmp_path, durable=False, postgres=False),
        pytest.raises(Trouble, match="already working on"),
        EmbeddedServices(tmp_path, durable=False, postgres=False),
    ):
        pass


@pytest.mark.parametrize("missing", ["PG_VERSION", "global/pg_control"])
def test_a_half_written_folder_gets_one_sentence_with_its_cure(tmp_path, missing):
    with EmbeddedServices(tmp_path, durable=False, valkey=False):
        pass
    (tmp_path / "postgres" / missing).unlink()
    with pytest.raises(Trouble, match=r"half-written.*--fresh"), EmbeddedServices(tmp_path, valkey=False):
        pass


def test_a_start_that_was_killed_while_it_made_the_folder_is_simply_repeated(tmp_path):
    draft = tmp_path / "postgres.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18")
    with EmbeddedServices(tmp_path, durable=False, valkey=False) as services:
        assert query(services, "select 1") == 1
    assert not draft.exists()


def test_a_folder_of_another_version_gets_one_sentence_with_its_cure(tmp_path):
    with EmbeddedServices(tmp_path, durable=False, valkey=False):
        pass
    (tmp_path / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(Trouble, match=r"made by PostgreSQL 14.*CHATAPP_PG_BIN"), EmbeddedServices(tmp_path):
        pass


def test_a_long_path_moves_the_socket_to_a_private_folder(tmp_path):
    folder = tmp_path / ("pasta" * 20)
    with EmbeddedServices(folder, durable=False) as services:
        assert query(services, "select 1") == 1
        assert redis.Redis.from_url(services.redis_url).ping()
        sockets = services.postgres.sockets
        assert sockets.stat().st_mode & 0o777 == 0o700
        assert len(str(sockets)) < len(str(folder))


def test_a_path_with_spaces_and_accents_works(tmp_path):
    with EmbeddedServices(tmp_path / "minha pasta é", durable=False) as services:
        assert query(services, "select 1") == 1
        assert redis.Redis.from_url(services.redis_url).ping()


@only_root
def test_root_can_run_it_in_a_user_namespace(tmp_path):
    with EmbeddedServices(tmp_path, durable=False, valkey=False, run_as=RootInUserNamespace()) as services:
        assert query(services, "select 1") == 1


@only_root
def test_root_can_run_it_as_nobody():
    """The way of a container that refuses user namespaces."""
    nobody = Nobody()
    program = postgres_folder() / "postgres"
    if subprocess.run(["test", "-x", program], **nobody.popen_options()).returncode != 0:
        pytest.skip("expected: the user nobody may not reach this checkout")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        with EmbeddedServices(folder, durable=False, valkey=False, run_as=nobody) as services:
            assert query(services, "select 1") == 1
            assert (services.postgres.folder / "PG_VERSION").stat().st_uid == nobody.user


def test_a_url_is_enough_for_plain_psycopg_too(tmp_path):
    with EmbeddedServices(tmp_path, durable=False, valkey=False) as services:
        url = services.database_url.replace("+psycopg", "")
        assert psycopg.connect(url).execute("select current_database()").fetchone() == ("chatapp",)
