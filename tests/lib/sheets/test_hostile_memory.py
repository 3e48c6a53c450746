"""The process that asks stays as small and as alive as it was, whatever the file does to the child that parses it."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from portal.lib.sheets import reader
from portal.lib.sheets.errors import SheetRefused
from portal.lib.sheets.reader import read_workbook
from tests.lib.sheets.test_prescan import BOMBS
from tests.make import sheets as make

GROWTH_MB = 64
SECONDS = 2
# A fresh process that is as large as a worker is before its first file; it tells how much it grew and how long it worked.
WORKER = textwrap.dedent("""
    import json, resource, sys
    from portal.lib.sheets.errors import SheetRefused
    from portal.lib.sheets.reader import read_workbook

    def peak():
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))

    def worked():
        return sum(u.ru_utime + u.ru_stime for u in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))

    for path in sys.argv[1:]:
        before, began, code = peak(), worked(), "read"
        try:
            read_workbook(path)
        except SheetRefused as refused:
            code = refused.code
        print(json.dumps([path, code, (peak() - before) / 1024, worked() - began]), flush=True)
""")


def ole_without_end() -> bytes:
    """An old workbook whose sectors follow one another in a circle."""
    content = bytearray(make.xls([["姓名"], ["李二"]]))
    content[512 + 8 : 512 + 12] = (2).to_bytes(4, "little")  # the first data sector's follower is itself
    return bytes(content)


def ole_of_a_million_rows() -> bytes:
    """Cells at the last row an old workbook can name, without the rows between."""
    return make.xls([["姓名", "金额"], *[[]] * 65_000, ["李二", 1.0]])


SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1200000" uniqueCount="1200000">%s</sst>'
FILES = {
    "shared-strings.xlsx": lambda: make.package(
        make.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'), {"xl/sharedStrings.xml": SST % ("<si><t>工</t></si>" * 1_200_000)}
    ),
    "one-line.csv": lambda: b"a" * (19 << 20),
    "commas.csv": lambda: b"," * (19 << 20),
    "lines.csv": lambda: b"\n" * (19 << 20),
    "quotes.csv": lambda: b'"' * (19 << 20),
    "circle.xls": ole_without_end,
    "far.xls": ole_of_a_million_rows,
}
HARMLESS = {"shared-strings.xlsx", "circle.xls", "far.xls"}  # the child may read them within its limits; that the parent stays small is what counts


@pytest.mark.parametrize("name", FILES)
def test_oversized_files_are_refused_or_read_in_two_seconds_and_the_parent_stays_small(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    ((_, code, grown, worked),) = asked([path])
    assert grown < GROWTH_MB and worked < SECONDS, (code, grown, worked)
    assert code != "read" or name in HARMLESS


def test_after_all_bombs_one_after_the_other_the_worker_is_no_larger_and_still_reads(tmp_path):
    paths = []
    for at, (build, _) in enumerate(BOMBS.values()):
        paths.append(tmp_path / f"{at}.xlsx")
        paths[-1].write_bytes(build())
    good = tmp_path / "good.xlsx"
    good.write_bytes(make.workbook(("工资表", [["姓名"], ["李二"]])))
    *bombs, last = asked([*paths, good])
    assert last[1] == "read" and all(code != "read" for _, code, *_ in bombs)
    assert sum(grown for _, _, grown, _ in bombs) < GROWTH_MB


def asked(paths: list[Path]) -> list[list]:
    done = subprocess.run([sys.executable, "-c", WORKER, *map(str, paths)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_a_child_that_is_killed_half_way_is_a_refusal_and_the_next_file_is_read(monkeypatch, number):
    content = make.workbook(("工资表", [["姓名", "备注"], *[[f"李{at}", "字" * 30] for at in range(60_000)]]))
    whole = reader.Child.messages

    def broken_off(child):
        """The sheet is larger than the pipe: after its first line the child is still at work."""
        messages = whole(child)
        yield next(messages)
        os.kill(child.process.pid, number)
        yield from messages

    with monkeypatch.context() as patched:
        patched.setattr(reader.Child, "messages", broken_off)
        with pytest.raises(SheetRefused) as refused:
            read_workbook(content, "工资.xlsx")
    assert refused.value.code in ("timeout", "crashed", "memory")
    assert read_workbook(make.workbook(("工资表", [["姓名"]])), "工资.xlsx").sheets[0].rows == [["姓名"]]


def test_a_child_ends_with_its_parent(tmp_path):
    """A worker that is killed leaves no parser behind: the child waits for one byte of its parent and ends when there is none."""
    script = "import sys\nfrom portal.lib.sheets import reader\nfile = open(sys.argv[1], 'rb')\nchild = reader.Child(file, 'xlsx', 'a', reader.Limits())\nprint(child.process.pid, flush=True)\nsys.stdin.read()"
    path = tmp_path / "a.xlsx"
    path.write_bytes(make.workbook())
    parent = subprocess.Popen([sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    for _ in range(1200):
        if gone(pid):
            return
        time.sleep(0.05)
    raise AssertionError("the parser outlived its parent")


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
