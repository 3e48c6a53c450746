"""It runs where it is put: as root below a folder nobody else may enter, and as an ordinary user."""

import os
import pwd
import shutil
import site
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import env
from tests.reliability.harness import Portal

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can run it as others"),
]

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "__pycache__", "docs")
ORDINARY = pwd.getpwnam("daemon").pw_uid  # some ordinary user


@pytest.fixture
def place() -> Iterator[Path]:
    """A copy of the tree in a folder of mode 0700; the tree itself everybody could read, whatever the checkout's own mode."""
    folder = Path(tempfile.mkdtemp(prefix="portal-place-"))
    shutil.copytree(env.ROOT, folder / "tree", ignore=LEFT_OUT)
    subprocess.run(["chmod", "-R", "a+rX", folder / "tree"], check=True)
    yield folder
    shutil.rmtree(folder)


def test_as_root_below_a_private_folder_the_servers_run_as_nobody_and_no_folder_is_opened(place: Path):
    portal = Portal(root=place / "tree", is_prepared=True)
    try:
        portal.start()
        uids = portal.users()
        assert uids["postgres"] == uids["valkey-server"] == str(portal.state.account.uid) != "0"
        assert place.stat().st_mode & 0o777 == 0o700
        assert portal.state.data.stat().st_mode & 0o077 == portal.state.run.stat().st_mode & 0o077 == 0
        assert portal.stop() == 0
    finally:
        portal.remove()
        shutil.rmtree(portal.state.base, ignore_errors=True)


def test_as_an_ordinary_user_everything_stays_below_the_state_folder(place: Path):
    os.chmod(place, 0o755)
    os.chmod(place, 0o755)
    portal = Portal(root=place / "tree", python=[str(place / "python/bin/python")], uid=ORDINARY)
    portal.environment |= interpreter(place / "python") | {"PYTHONDONTWRITEBYTECODE": "1", "HOME": str(portal.var)}
    try:
        portal.start()
        assert set(portal.users().values()) == {str(ORDINARY)}
        assert portal.state.home.is_relative_to(portal.var)
        assert portal.stop() == 0
    finally:
        portal.remove()


def interpreter(home: Path) -> dict[str, str]:
    """A copy of this interpreter and its packages that every user may run; the environment it needs."""
    library = Path(sysconfig.get_path("stdlib"))
    (home / "bin").mkdir(parents=True)
    (home / "lib").mkdir()
    shutil.copy2(os.path.realpath(sys.executable), home / "bin/python")
    for shared in library.parent.glob("libpython3*.so*"):
        shutil.copy2(shared, home / "lib")
    shutil.copytree(library, home / "lib" / library.name, ignore=shutil.ignore_patterns("site-packages", "dist-packages", "test", "__pycache__"))
    subprocess.run(["cp", "-a", "--reflink=auto", site.getsitepackages()[0], home / "packages"], check=True)
    return {"PYTHONHOME": str(home), "PYTHONPATH": str(home / "packages"), "LD_LIBRARY_PATH": str(home / "lib")}
