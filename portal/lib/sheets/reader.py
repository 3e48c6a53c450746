"""Cells out of a file, through a child process that may die without taking anybody along."""

import array
import datetime as dt
import fcntl
import importlib.util
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePath
from typing import BinaryIO

from portal.lib.sheets import child, kinds
from portal.lib.sheets.bulk import collector_paused
from portal.lib.sheets.errors import REASONS, refusal
from portal.lib.sheets.model import Cell, Pages, Sheet, Workbook
from portal.lib.sheets.prescan import Scan, Troubles, prescan

LOG = logging.getLogger(__name__)
MAX_LINE = 64 << 20
OUT_OF_MEMORY = (b"memory allocation", b"capacity overflow", b"MemoryError")
PIPE = 1 << 20  # the child need not wait for its parent, who is still scanning
MEMORY = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.top_pad=33554432"}  # in large pieces: a seventh of its time went into fetching small ones
START = "import sys; sys.path += sys.argv[6:8]; from child import main; main()"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use before it is ended."""

    memory: int = child.MEMORY
    cpu_seconds: int = child.CPU_SECONDS
    wall_seconds: float = 40.0


def read_workbook(source: str | os.PathLike | bytes, name: str | None = None, limits: Limits | None = None) -> Workbook:
    """Scan, then parse in a child. ``name`` is the uploader's file name when ``source`` is bytes or a server-made path.

    Raises ``SheetRefused`` for everything that is wrong with the file, never anything else.
    """
    with arriving(source, name, limits) as workbook:
        return Workbook(workbook.kind, workbook.sheets)


class Arriving(Pages):
    """A workbook whose cells are still on their way: the first question about its sheets waits for them, and may be refused."""

    def __init__(self, process: "Child", scan: Scan) -> None:
        self.kind = scan.kind
        self._process, self._scan = process, scan

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        with collector_paused():
            return tuple(collect(self._process.messages(), self._scan))


@contextmanager
def arriving(source: str | os.PathLike | bytes, name: str | None = None, limits: Limits | None = None) -> Iterator[Arriving]:
    """``read_workbook`` for a caller who has something to do while the child parses; the child ends with the block."""
    claimed = name or (str(source) if not isinstance(source, bytes) else "")
    kind = kinds.kind_by_name(claimed)
    with descriptor_of(source) as file, Child(file, kind, PurePath(claimed).stem, limits or Limits()) as process:
        yield Arriving(process, prescan(file, claimed, process.go))


@contextmanager
def descriptor_of(source: str | os.PathLike | bytes) -> Iterator[BinaryIO]:
    """The source as an open file; bytes go into anonymous memory, never onto a disk."""
    if isinstance(source, bytes):
        with os.fdopen(os.memfd_create("sheet"), "w+b") as file:
            file.write(source)
            file.seek(0)
            yield file
    else:
        with open(source, "rb") as file:
            yield file


class Child:
    """The parsing process: started before the scan so that its start costs nothing, told to go by the scan, killed in any case."""

    def __init__(self, file: BinaryIO, kind: str, sheet_name: str, limits: Limits) -> None:
        command = [sys.executable, "-I", "-S", "-c", START, str(file.fileno()), kind, str(limits.memory), str(limits.cpu_seconds)]
        self.process = subprocess.Popen(
            [*command, sheet_name[:100] or "csv", *child_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(file.fileno(),),
            env=MEMORY,
        )
        fcntl.fcntl(self.process.stdout, fcntl.F_SETPIPE_SZ, PIPE)
        self.late = False
        self.timer = threading.Timer(limits.wall_seconds, self.give_up)

    def __enter__(self) -> "Child":
        self.timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.timer.cancel()
        self.process.kill()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.stderr.close()
        self.process.wait()

    def give_up(self) -> None:
        self.late = True
        self.process.kill()

    def go(self) -> None:
        try:
            os.write(self.process.stdin.fileno(), b"g")
        except BrokenPipeError:
            return  # it died already; messages() finds out how

    def messages(self) -> Iterator[dict]:
        """The decoded lines up to the end, a block with its rows; anything short of a proper end is a refusal that says how the child died."""
        while line := self.process.stdout.readline(MAX_LINE):
            try:
                message = decoded(line)
                if "columns" in message:
                    message["rows"] = rows_of([self.column(*heading) for heading in message.pop("columns")])
            except (ValueError, TypeError, LookupError, RecursionError):
                break
            if "refused" in message:
                raise self.refused(message)
            if message.get("end"):
                return
            yield message
        raise self.death()

    def column(self, kind: str, size: int) -> list[Cell]:
        """The next column of a block."""
        content = self.process.stdout.read(size) if 0 <= size <= MAX_LINE else b""
        if len(content) != size:
            raise ValueError("less than was announced")
        return COLUMNS[kind](content)

    @staticmethod
    def refused(message: dict) -> Exception:
        code = message["refused"] if message["refused"] in REASONS else "broken"
        if code == "broken":
            LOG.info("a workbook could not be parsed: %s", str(message.get("found", ""))[:60])
        limits = {"too_long": f"{child.MAX_ROWS:,}", "too_wide": child.MAX_COLUMNS}
        return refusal(code, found=message.get("found", ""), limit=limits.get(code, ""))

    def death(self) -> Exception:
        """Killed by the clock, by the processor limit, or by itself for want of memory or a bad structure."""
        status = self.process.wait()
        if self.late or status in (-24, -9):  # SIGXCPU, and SIGKILL one second after it
            return refusal("timeout")
        last_words = self.process.stderr.read(4_096)
        LOG.warning("the parsing process ended with status %s", status)  # its last words may quote a cell
        return refusal("memory" if any(word in last_words for word in OUT_OF_MEMORY) else "crashed")


@cache
def child_path() -> tuple[str, str]:
    """Where the child finds the parser and its own module; it searches nowhere else but in the standard library."""
    found = importlib.util.find_spec("python_calamine")
    return str(Path(found.origin).parent.parent), str(Path(child.__file__).parent)


def decoded(line: bytes) -> dict:
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("no message")
    return message


def untagged(value: dict) -> object:
    """Dates come as tagged texts; every other object passes as it is."""
    if len(value) == 1:
        (tag, text), *_ = value.items()
        if tag == "d":
            return dt.date.fromisoformat(text)
        if tag == "t":
            return dt.datetime.fromisoformat(text)
        if tag == "x":
            return text
    return value


COLUMNS: dict[str, Callable[[bytes], list[Cell]]] = {
    "numbers": lambda content: array.array("d", content).tolist(),
    "texts": lambda content: content.decode().split("\0"),
    "json": lambda content: json.loads(content, object_hook=untagged, parse_constant=str),
}


def collect(messages: Iterator[dict], scan: Scan) -> Iterator[Sheet]:
    """Sheets out of the stream of headings and blocks."""
    head: dict | None = None
    rows: list[list[Cell]] = []
    for message in messages:
        if message.keys() == {"sheet", "hidden", "merges"}:
            if head is not None:
                yield finished(head, rows, scan)
            head, rows = message, []
        elif message.keys() == {"blank", "rows"} and head is not None and message["blank"] in range(child.MAX_ROWS - len(rows)):
            rows += ([] for _ in range(message["blank"]))
            rows += message["rows"]
        else:
            raise refusal("crashed")
    if head is None:
        raise refusal("no_sheet")
    yield finished(head, rows, scan)


def rows_of(columns: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a block, each ending with its last filled cell again."""
    rows = list(map(list, zip(*columns, strict=True)))
    if "" in columns[-1]:
        for row in rows:
            while row and row[-1] == "":
                row.pop()
    return rows


def finished(head: dict, rows: list[list[Cell]], scan: Scan) -> Sheet:
    merges = scan.merges.get(head["sheet"]) or tuple(tuple(merge) for merge in head["merges"])
    return Sheet(head["sheet"], rows, head["hidden"], merges, scan.troubles.get(head["sheet"], Troubles()))
