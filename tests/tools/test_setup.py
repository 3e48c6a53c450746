"""`make setup` is quiet when nothing is missing and otherwise ends in one sentence with the command to run; nothing names a package server."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from portal.env import ROOT

SCRIPTS = [*(ROOT / "tools").glob("*.sh"), ROOT / ".ci/run", ROOT / "deploy/passwords.sh"]
FILES = ["Makefile", "Dockerfile", "package.json", "package-lock.json", ".npmrc"]
ADDRESS = re.compile(r"https?://(?!127\.0\.0\.1|localhost)\S+")
NEEDED = ("bash", "dirname", "mkdir", "flock", "cat", "cut", "sha256sum", "basename", "tail", "tr", "wc", "rm", "env", "chmod", "mktemp")
# A machine that has everything: each program is one line of shell.
WHOLE = {
    "dpkg-query": "echo 'install ok installed'",
    "find": "echo one; echo two",
    "id": "echo 0",
    "apt-get": "exit 0",
    "npm": "mkdir -p node_modules static_build",
    "python3": 'case "$*" in "-m venv .venv") mkdir -p .venv/bin && printf "#!/bin/sh\\nexit 0" >.venv/bin/python && chmod +x .venv/bin/python ;; esac',
}


class Machine:
    """A checkout of its own on a machine made of stand-ins; no package is installed anywhere."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.programs = folder / "tree", folder / "programs"
        self.programs.mkdir()
        for name in ("tools", "requirements"):
            shutil.copytree(ROOT / name, self.tree / name)
        (self.tree / "portal").mkdir()
        for name in ("portal/assets.py", "package-lock.json"):
            shutil.copy(ROOT / name, self.tree / name)
        for name in NEEDED:
            os.symlink(shutil.which(name), self.programs / name)
        self.has(WHOLE)

    def has(self, programs: dict[str, str | None]) -> None:
        """Put a program in place, or take it away."""
        for name, line in programs.items():
            path = self.programs / name
            path.unlink(missing_ok=True)
            if line is not None:
                path.write_text(f"#!/bin/sh\n{line}\n")
                path.chmod(0o755)

    def setup(self, *arguments: str) -> subprocess.CompletedProcess:
        environment = {"PATH": str(self.programs), "HOME": str(self.tree), "LANG": "C.UTF-8"}
        return subprocess.run([self.tree / "tools/setup.sh", *arguments], env=environment, capture_output=True, text=True, timeout=600)

    def complaint(self, **programs: str | None) -> str:
        """The last line of a set-up that must fail."""
        self.has({name.replace("_", "-"): line for name, line in programs.items()})
        done = self.setup()
        assert done.returncode == 1, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr.strip().splitlines()[-1]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_second_time_it_has_nothing_to_do_and_says_nothing(machine: Machine):
    first, second = machine.setup(), machine.setup()
    assert (first.returncode, first.stdout.split()) == (0, ["建立", "Python", "环境", "安装", "Python", "依赖（requirements/runtime.lock）", "安装前端文件"])
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_the_tests_need_more_and_then_the_runtime_is_complete_too(machine: Machine):
    assert "requirements/test.lock" in machine.setup("--tests").stdout
    assert machine.setup().stdout == ""


@pytest.mark.parametrize("file", ["requirements/runtime.lock", "package-lock.json", "portal/assets.py"])
def test_a_changed_lock_is_installed_again(machine: Machine, file: str):
    machine.setup()
    with (machine.tree / file).open("a") as lock:
        lock.write("\n")
    assert machine.setup().stdout.startswith("安装")
    assert machine.setup().stdout == ""


def test_an_installation_that_broke_off_is_repeated(machine: Machine):
    machine.has({"npm": "echo no network; exit 1"})
    assert machine.setup().returncode == 1
    machine.has({"npm": WHOLE["npm"]})
    assert machine.setup().stdout == "安装前端文件\n"


def test_without_rights_it_names_the_command_for_the_administrator(machine: Machine):
    text = machine.complaint(dpkg_query="exit 1", id="echo 1000", sudo="exit 1")
    assert text.endswith(f"请由管理员执行：sudo {machine.tree}/tools/setup.sh --system")


COMPLAINTS: list[tuple[dict[str, str | None], str]] = [
    ({"dpkg_query": "exit 1", "apt_get": "exit 100"}, "请检查网络或软件源后执行：sudo apt-get update"),
    ({"dpkg_query": "exit 1", "apt_get": '[ "$1" = update ]'}, "请执行：sudo apt-get install -y --no-install-recommends libpango-1.0-0 "),
    ({"dpkg_query": "exit 1", "apt_get": None}, "本机不是 Debian"),
    ({"find": "echo one"}, "请执行：sudo apt-get install -y texlive-lang-chinese"),
    ({"python3": None}, "没有 python3。请执行：sudo apt-get install -y python3"),
    ({"python3": "exit 1"}, "需要 python3 3.11 或更高"),
    ({"python3": '[ "$1" = -c ]'}, "请执行：sudo apt-get install -y python3-venv"),
    ({"npm": "exit 1"}, "npm ci"),
    ({"npm": None}, "sudo apt-get install -y npm"),
]


@pytest.mark.parametrize(("lacking", "sentence"), COMPLAINTS)
def test_what_cannot_be_installed_ends_in_one_sentence_with_the_command(machine: Machine, lacking: dict[str, str | None], sentence: str):
    text = machine.complaint(**lacking)
    assert text.startswith("设置没有完成：")
    assert sentence in text


def test_packages_that_do_not_install_show_the_cause_above_the_sentence(machine: Machine):
    machine.has({"dpkg-query": "exit 1", "apt-get": "echo 'E: no such archive'; exit 100"})
    assert "E: no such archive" in machine.setup().stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_is_valid_and_executable(script: Path):
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script]).returncode == 0


@pytest.mark.parametrize("path", [*(ROOT / "requirements").iterdir(), *SCRIPTS, *(ROOT / name for name in FILES)], ids=lambda path: path.name)
def test_nothing_that_installs_names_a_package_server(path: Path):
    lines = [line for line in path.read_text().splitlines() if '"url": ' not in line]  # where authors ask for donations
    assert [line for line in lines if ADDRESS.search(line)] == []


def test_every_target_of_the_contract_is_there_and_explained():
    helped = subprocess.run(["make", "--no-print-directory", "-C", ROOT, "help"], capture_output=True, text=True, check=True).stdout
    assert {line.split("\t")[0] for line in helped.splitlines()} >= {"setup", "run", "test", "bench", "shots", "bare"}
