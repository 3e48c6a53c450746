"""Keys and contents of files lie beside root's database and are found again from a checkout made anew."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from portal import belongings
from portal.binaries import Account
from portal.embedded import SERVERS, Servers, State
from portal.lib import keys

KEYS, FILES = belongings.NAMES
ROOT_ACCOUNT, ORDINARY = Account(65534, 65534), Account(None, None)


def fill(var: Path) -> bytes:
    """A key file and one content as an installation has them; the key file's text."""
    keys.create(var / KEYS)
    (var / FILES / "ab").mkdir(mode=0o700, parents=True, exist_ok=True)
    (var / FILES / "ab" / "abc").write_bytes(b"sealed")
    return (var / KEYS).read_bytes()


def gathered(tmp_path: Path) -> tuple[Path, Path]:
    var, kept = tmp_path / "checkout" / "var", tmp_path / "home" / belongings.FOLDER
    belongings.gather(var, kept)
    return var, kept


def test_a_checkout_made_anew_finds_the_keys_and_files_of_its_database_again(tmp_path: Path):
    var, _ = gathered(tmp_path)
    text = fill(var)
    shutil.rmtree(var)
    gathered(tmp_path)
    assert (var / KEYS).read_bytes() == text
    assert (var / FILES / "ab" / "abc").read_bytes() == b"sealed"


def test_only_the_owner_enters_and_reads(tmp_path: Path):
    var, kept = gathered(tmp_path)
    fill(var)
    assert [path.stat().st_mode & 0o777 for path in (kept, kept / FILES, kept / KEYS)] == [0o700, 0o700, 0o600]
    assert [path.name for path in kept.iterdir() if path.name not in belongings.NAMES] == []


@pytest.mark.parametrize("another_disk", [False, True])
def test_what_an_older_installation_has_in_the_checkout_moves_in_whole(tmp_path: Path, monkeypatch, another_disk: bool):
    var = tmp_path / "checkout" / "var"
    text = fill(var)
    if another_disk:
        plain = Path.rename

        def rename(path: Path, target: Path) -> Path:
            if path.parent != Path(target).parent:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            return plain(path, target)

        monkeypatch.setattr(Path, "rename", rename)
    _, kept = gathered(tmp_path)
    assert [(var / name).readlink() for name in belongings.NAMES] == [kept / name for name in belongings.NAMES]
    assert (kept / KEYS).read_bytes() == text
    assert (kept / KEYS).stat().st_mode & 0o777 == 0o600
    assert (kept / FILES / "ab" / "abc").read_bytes() == b"sealed"
    assert {path.name for folder in (var, kept) for path in folder.iterdir()} == set(belongings.NAMES)


def test_a_file_that_a_person_puts_into_the_checkout_counts_and_nothing_is_lost(tmp_path: Path):
    var, kept = gathered(tmp_path)
    first = fill(var)
    (var / KEYS).unlink()
    keys.create(var / KEYS)
    second = (var / KEYS).read_bytes()
    gathered(tmp_path)
    assert ((var / KEYS).read_bytes(), (kept / KEYS).read_bytes()) == (second, first)


def test_a_link_of_a_persons_own_stays(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "checkout" / "var").mkdir(parents=True)
    (tmp_path / "checkout" / "var" / FILES).symlink_to(tmp_path / "disk")
    var, _ = gathered(tmp_path)
    assert (var / FILES).readlink() == tmp_path / "disk"


def test_a_copied_checkout_does_not_share_the_files_of_the_first(tmp_path: Path):
    """Its database is another: the nightly sweep would erase what only the first one names."""
    var, kept = gathered(tmp_path)
    fill(var)
    shutil.copytree(var, tmp_path / "copy" / "var", symlinks=True)
    belongings.gather(tmp_path / "copy" / "var", tmp_path / "other" / belongings.FOLDER)
    assert not (tmp_path / "copy" / "var" / KEYS).exists()
    assert list((tmp_path / "copy" / "var" / FILES).iterdir()) == []
    assert (kept / FILES / "ab" / "abc").exists()


def test_a_rotated_key_file_stays_where_it_is_kept(tmp_path: Path):
    var, kept = gathered(tmp_path)
    fill(var)
    assert keys.add(var / KEYS) == 2
    assert (var / KEYS).is_symlink()
    assert sorted(keys.load(kept / KEYS, production=True).data.keys) == [1, 2]


def test_they_are_moved_for_roots_usual_folder_and_the_portals_own_database_only(tmp_path: Path, monkeypatch):
    usual = State(checkout=tmp_path, account=ROOT_ACCOUNT)
    assert usual.kept == usual.home / belongings.FOLDER
    named = State(tmp_path / "named", checkout=tmp_path, account=ROOT_ACCOUNT)
    others = (named, State(checkout=tmp_path, account=ORDINARY), State(name="tests", checkout=tmp_path, account=ROOT_ACCOUNT))
    assert [state.kept for state in others] == [None] * 3
    asked: list[State] = []
    monkeypatch.setattr(State, "gather", lambda state: asked.append(state))
    for parts in ({"postgres": False}, {}):
        servers = Servers(State(tmp_path, name=SERVERS, checkout=tmp_path, account=ORDINARY), **parts)
        assert servers.attach()
        servers.release()
    assert len(asked) == 1
