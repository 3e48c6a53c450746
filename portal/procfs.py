"""Living and dying processes, as the kernel tells of them in /proc."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 30  # seconds for a killed process to be gone


def pids() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())


def link(pid: int, name: str) -> str:
    """What /proc says of a living process; empty for a zombie or another user's."""
    try:
        return os.readlink(f"/proc/{pid}/{name}")
    except OSError:
        return ""


def kill_all(victims: list[int]) -> None:
    for pid in victims:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in victims:
        wait_gone(pid)


def wait_gone(pid: int) -> None:
    """Until the process is gone or a zombie, whose memory is already free."""
    wait_until(lambda: state_of(pid) in ("", "Z"), pid)


def wait_reaped(pid: int | None) -> None:
    """Until a postmaster that dies no longer owns its pid: the next one takes a pid that is still there for a living server and refuses to start."""
    if pid is not None and status(pid).get("Name") == "postgres" and "VmSize" not in status(pid):
        wait_until(lambda: not state_of(pid), pid)


def wait_until(true: Callable[[], bool], pid: int) -> None:
    """Until it is true of the process, which is reaped meanwhile where it is our child."""
    deadline = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < deadline:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.002)


def state_of(pid: int) -> str:
    """R, S, D, Z … as the kernel says; empty when there is no such process."""
    return status(pid).get("State", "")[:1]


def status(pid: int) -> dict[str, str]:
    """What the kernel says of a process in words; empty when there is none."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)
