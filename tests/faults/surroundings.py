"""What is neither ours nor Meta's: the disk, and the time."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.rig import Rig
from tests.faults.scene import Fault, Scene

#: The media store's own little disk.
DISK = "32m"
MIB = 1024 * 1024


@contextmanager
def little_disk(rig: Rig) -> Iterator[bool]:
    """Mounts one under the media store. False where only an administrator may: then a full disk is played by folders
    that nobody may write to."""
    store = rig.var / "media"
    store.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(store)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(store)], check=True)


@contextmanager
def disk_is_full(scene: Scene) -> Iterator[None]:
    store = scene.rig.var / "media"
    with _ballast(store) if os.path.ismount(store) else _closed(store):
        yield


@contextmanager
def _ballast(store: Path) -> Iterator[None]:
    ballast = store / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (MIB, 4096, 1):
            with suppress(OSError):  # no space left
                while file.write(b"\0" * size) == size:
                    pass
    yield
    ballast.unlink()


@contextmanager
def _closed(store: Path) -> Iterator[None]:
    folders = [store, *(path for path in store.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    yield
    for folder in folders:
        folder.chmod(0o700)


def our_clock_is_wrong(seconds: int) -> Callable[[Scene], Iterator[None]]:
    """It jumps, and then jumps back."""

    @contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        scene.rig.clock.write_text(str(seconds))
        yield
        scene.rig.clock.unlink()

    return strike


def metas_clock_is_wrong(seconds: int) -> Callable[[Scene], Iterator[None]]:
    @contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        scene.traffic.customers.clock_is_wrong_by = seconds
        yield
        scene.traffic.customers.clock_is_wrong_by = 0

    return strike


SURROUNDINGS = [
    Fault("the media store's disk is full", disk_is_full),
    Fault("our clock is 20 s ahead", our_clock_is_wrong(20)),
    Fault("our clock is 20 s behind", our_clock_is_wrong(-20)),
    Fault("Meta's clock is 90 s ahead", metas_clock_is_wrong(90)),
    Fault("Meta's clock is an hour behind", metas_clock_is_wrong(-3600)),
]
