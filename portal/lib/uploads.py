"""What arrives is never on disk in clear: small uploads stay in memory, larger ones are sealed piece by piece on their way to the disk.

The key is made for one upload and lives in the memory of the request; the file has no name in any folder. When the request ends or the
process dies, the system frees the space, and what was on the disk opens to nobody.
"""

import errno
import io
import os
import tempfile
from bisect import bisect_right
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from portal.lib.errors import Refused

NONCE_BYTES = 12
FULL = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM = "服务器磁盘已满，文件没有收下，请联系管理员清理后再传。"


def folder() -> Path:
    """Where uploads pass through; empty to whoever lists it."""
    made = Path(settings.PORTAL_VAR) / "passing"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


class SealedFile(io.RawIOBase):
    """A file of sealed pieces, written once from the front and then read anywhere.

    The number of a piece is its nonce under a key used for nothing else, so pieces that were cut, swapped or exchanged do not open.
    What exceeds ``most`` bytes is counted and not kept; then nothing of it can be read, rather than a part.
    """

    def __init__(self, where: Path, most: int) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile(dir=where, buffering=0)
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._most, self._refusal = most, ""
        self._starts: list[int] = []  # of each piece in the clear text
        self._places: list[tuple[int, int]] = []  # of each piece on the disk, with its sealed length
        self._size = self._position = self._on_disk = 0
        self._open: tuple[int, bytes] = (-1, b"")  # the piece read last

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        """Append a piece."""
        self._size += len(data)
        if self._size > self._most:
            self._refusal = f"文件超过上限 {self._most >> 20} MB，请压缩或拆成几个文件再传。"
        if data and not self._refusal:
            self._append(bytes(data))
        return len(data)

    def _append(self, data: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(len(self._places)), data, None)
        try:
            self._file.seek(self._on_disk)
            rest = memoryview(sealed)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            if error.errno not in FULL:
                raise
            self._refusal = NO_ROOM
            return
        self._starts.append(self._size - len(data))
        self._places.append((self._on_disk, len(sealed)))
        self._on_disk += len(sealed)

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, as long as there are any."""
        if self._refusal:
            raise Refused(self._refusal, "too_big" if self._size > self._most else "disk_full")
        wanted = self._size - self._position if size is None or size < 0 else size
        parts = []
        while wanted > 0 and self._position < self._size:
            number = bisect_right(self._starts, self._position) - 1
            begin = self._position - self._starts[number]
            part = self._piece(number)[begin : begin + wanted]
            parts.append(part)
            wanted -= len(part)
            self._position += len(part)
        return b"".join(parts)

    def readinto(self, buffer: Any) -> int:
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def readall(self) -> bytes:
        return self.read()

    def _piece(self, number: int) -> bytes:
        if self._open[0] != number:
            start, length = self._places[number]
            self._open = number, self._cipher.decrypt(_nonce(number), os.pread(self._file.fileno(), length, start), None)
        return self._open[1]

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        self._file.close()
        self._open = -1, b""
        super().close()


class SealedUploadHandler(FileUploadHandler):
    """Stands behind Django's handler for memory and takes what that one leaves."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = SealedFile(folder(), settings.UPLOAD_MAX_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        given = (self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
        return UploadedFile(self.file, *given)

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_BYTES, "big")
