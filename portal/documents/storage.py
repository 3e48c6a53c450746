"""Contents of stored files on disk: encrypted piece by piece, found by their hash, written whole or not at all.

A content file is ``PF1\\n`` and then, for each piece, its sealed length (4 bytes) and the sealed piece. A piece is bound to
the content's hash, its place and the number of pieces: cut, swapped or exchanged pieces do not open.
"""

import errno
import fcntl
import hashlib
import os
import re
import shutil
import struct
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from portal.lib import crypto
from portal.lib.errors import Refused

MAGIC = b"PF1\n"
PIECE = 1 << 20
_LENGTH = struct.Struct(">I")
# Below this the disk is kept for the database.
FREE_LEAST = 256 << 20
DRAFT = ".part-"
_NAME = re.compile("[0-9a-f]{64}")


def digest(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()


def root() -> Path:
    """The folder of all contents."""
    return Path(settings.PORTAL_VAR) / "files"


def path_of(sha256: str) -> Path:
    """Where a content lies; names are made by us, never by an uploader."""
    return root() / sha256[:2] / sha256


def write(content: bytes) -> str:
    """Keep a content and return its hash; one that is there already is not written again."""
    sha256 = digest(content)
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _sweep_lock(fcntl.LOCK_SH):
        if target.exists():
            os.utime(target)  # young again: the sweep leaves it alone until the new row is committed
            return sha256
        _need_room(target.parent, len(content))
        try:
            _write_atomically(target, _sealed(content, sha256))
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise Refused("服务器磁盘已满，文件没有存下，请联系管理员清理后再传。", "disk_full") from error
            raise
    return sha256


def read(sha256: str) -> bytes:
    """The content, decrypted and compared with its hash."""
    return b"".join(pieces(sha256))


def pieces(sha256: str) -> Iterator[bytes]:
    """The content piece by piece; a damaged file raises ``SealBroken`` before the damaged piece is handed out."""
    path = path_of(sha256)
    if not path.exists():
        raise Refused("这个文件的内容在服务器上找不到了，请联系管理员从备份恢复。", "content_missing")
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise crypto.SealBroken(f"{sha256}: not a content file")
        sealed = []
        while head := file.read(_LENGTH.size):
            if len(head) < _LENGTH.size:
                raise crypto.SealBroken(f"{sha256}: cut short")
            sealed.append((file.tell(), _LENGTH.unpack(head)[0]))
            file.seek(sealed[-1][1], os.SEEK_CUR)
        for number, (start, length) in enumerate(sealed):
            file.seek(start)
            yield crypto.unseal(file.read(length), _bound(sha256, number, len(sealed)))


def shelves() -> list[Path]:
    """The folders of contents, one for the first two signs of a hash."""
    return sorted(folder for folder in root().glob("[0-9a-f][0-9a-f]") if folder.is_dir())


def contents_of(shelf: Path) -> dict[str, float]:
    """Hash and time of last writing of each content of a shelf; drafts and strange names are left out."""
    return {entry.name: entry.stat().st_mtime for entry in os.scandir(shelf) if _NAME.fullmatch(entry.name)}


def hashes() -> list[str]:
    """All contents there are, in order."""
    return sorted(name for shelf in shelves() for name in contents_of(shelf))


def drafts_of(shelf: Path) -> dict[Path, float]:
    """Broken-off writings of a shelf with their times."""
    return {path: path.stat().st_mtime for path in shelf.glob(f"{DRAFT}*")}


def erase(sha256: str, older_than: float = float("inf")) -> bool:
    """Delete a content unless somebody stored the same one again since ``older_than`` (seconds of the epoch)."""
    target = path_of(sha256)
    with _sweep_lock(fcntl.LOCK_EX):
        if not target.exists() or target.stat().st_mtime >= older_than:
            return False
        target.unlink()
    return True


@contextmanager
def _sweep_lock(kind: int) -> Iterator[None]:
    """Writers share it, the sweep has it alone: no content vanishes between being found and being named by a row."""
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (root() / ".lock").open("a") as file:
        fcntl.flock(file, kind)
        yield


def is_current(sha256: str) -> bool:
    """Whether the first piece, and with it the whole content, is under today's key."""
    with path_of(sha256).open("rb") as file:
        file.seek(len(MAGIC) + _LENGTH.size)
        return crypto.vault().is_current(file.read(4))


def reseal(sha256: str) -> bool:
    """Write a content again under today's key, in the place of the old one; False when it is there already."""
    if is_current(sha256):
        return False
    _write_atomically(path_of(sha256), _sealed(read(sha256), sha256))
    return True


def put_back(sha256: str, sealed: BinaryIO) -> None:
    """A content as a backup holds it: sealed already, its place given by its name."""
    if not _NAME.fullmatch(sha256):
        raise ValueError(f"{sha256}: not the name of a content")
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_atomically(target, iter(lambda: sealed.read(PIECE), b""))


def _bound(sha256: str, number: int, count: int) -> str:
    return f"files.{sha256}|{number}/{count}"


def _sealed(content: bytes, sha256: str) -> Iterator[bytes]:
    """What lies on the disk of a content."""
    yield MAGIC
    parts = [content[i : i + PIECE] for i in range(0, len(content), PIECE)] or [b""]
    for number, part in enumerate(parts):
        sealed = crypto.seal(part, _bound(sha256, number, len(parts)))
        yield _LENGTH.pack(len(sealed)) + sealed


def _write_atomically(target: Path, chunks: Iterable[bytes]) -> None:
    """Write beside the target, flush to the disk, then rename: a power cut leaves the whole file or none."""
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=DRAFT)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < FREE_LEAST + size:
        raise Refused("服务器磁盘空间不足，文件没有存下，请联系管理员清理后再传。", "disk_full")
