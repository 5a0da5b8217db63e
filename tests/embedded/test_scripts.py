"""What bin/prepare and bin/test say when Python or a browser is missing, and what they do when it is there."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TOOLS = ("sh", "dirname", "basename", "cat", "cksum", "tr", "id")


@pytest.fixture
def clone(tmp_path):
    """A folder with our scripts and no requirements, and a PATH with the basic tools only."""
    shutil.copytree(PROJECT / "bin", tmp_path / "bin")
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "path").mkdir()
    for tool in TOOLS:
        (tmp_path / "path" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def prepare(clone, *arguments, **environment):
    env = {"PATH": str(clone / "path"), "HOME": str(clone)} | environment
    return subprocess.run([clone / "bin" / "prepare", *arguments], env=env, capture_output=True, text=True, cwd="/")


def install(clone, name, script):
    program = clone / "path" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_no_python_is_one_sentence_with_its_cure(clone):
    answer = prepare(clone, "requirements.txt")
    assert answer.returncode == 1
    assert answer.stderr.startswith("prepare: Python 3.11 or newer was not found: install it")
    assert len(answer.stderr.splitlines()) == 1


def test_an_old_python_counts_as_none(clone):
    install(clone, "python3", "exit 1")
    assert "3.11 or newer was not found" in prepare(clone, "requirements.txt").stderr


def test_a_missing_venv_module_is_one_sentence_with_its_cure(clone):
    install(clone, "python3.11", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.11 ;; esac')
    answer = prepare(clone, "requirements.txt")
    assert answer.returncode == 1
    assert (
        "has no venv module: install it (Debian, Ubuntu: apt install python3.11-venv) or install uv." in answer.stderr
    )
    assert len(answer.stderr.splitlines()) == 1


def test_a_shim_with_nothing_behind_it_is_passed_over_and_the_second_time_nothing_is_done(clone):
    install(clone, "python3.11", "echo 'command not found' >&2; exit 127")
    (clone / "more").mkdir()
    (clone / "more" / "python3.11").symlink_to(sys.executable)
    path = f"{clone}/path:{clone}/more"
    first = prepare(clone, "requirements.txt", PATH=path)
    assert first.returncode == 0, first.stderr
    assert "Making .venv" in first.stdout
    assert prepare(clone, "requirements.txt", PATH=path).stdout == ""
    (clone / "requirements.txt").write_text("# a new requirement\n")
    assert "Installing" in prepare(clone, "requirements.txt", PATH=path).stdout


def test_a_venv_whose_python_is_gone_is_made_anew(clone):
    (clone / "path" / "python3").symlink_to(sys.executable)
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    answer = prepare(clone, "requirements.txt")
    assert "Making .venv" in answer.stdout, answer.stderr
    assert (clone / ".venv" / "bin" / "python").exists()


@pytest.fixture
def prepared(clone):
    """A folder whose .venv is ready: its python only tells how it was called."""
    install(clone, "../bin/prepare", "exit 0")
    (clone / ".venv" / "bin").mkdir(parents=True)
    install(clone, "../.venv/bin/python", 'echo "$CHROMIUM runs: $*"')
    return clone


def run_tests(clone, *arguments):
    env = {"PATH": str(clone / "path"), "HOME": str(clone)}
    return subprocess.run([clone / "bin" / "test", *arguments], env=env, capture_output=True, text=True, cwd="/")


def test_a_missing_browser_is_one_sentence_with_its_cure(prepared):
    answer = run_tests(prepared)
    assert answer.returncode == 1
    assert answer.stderr.startswith("test: the tests need Chromium or Chrome: install it")
    assert len(answer.stderr.splitlines()) == 1


def test_root_on_debian_gets_a_browser_installed(prepared):
    (prepared / "path" / "id").unlink()
    install(prepared, "id", "echo 0")
    browser = prepared / "path" / "chromium"
    touch, chmod = shutil.which("touch"), shutil.which("chmod")
    install(prepared, "apt-get", f'case "$*" in *install*chromium*) {touch} {browser}; {chmod} +x {browser} ;; esac')
    answer = run_tests(prepared)
    assert answer.returncode == 0, answer.stderr
    assert f"{browser} runs: -m pytest" in answer.stdout


def test_arguments_go_to_pytest_with_the_last_word(prepared):
    install(prepared, "google-chrome", "")
    answer = run_tests(prepared, "-n", "0", "tests/embedded")
    ours = "-n 2 --dist loadfile --no-loadscope-reorder"
    assert answer.stdout == f"{prepared}/path/google-chrome runs: -m pytest {ours} -n 0 tests/embedded\n"
