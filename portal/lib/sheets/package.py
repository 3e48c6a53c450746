"""The zip package of an xlsx, looked at without trusting what it says of itself.

Python's ``zipfile`` reads a directory of any size into memory and believes the declared lengths; so the directory's size is read first,
and every part is inflated here, piece by piece, against the declared length and one budget for the whole file.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from portal.lib.sheets.errors import refusal

MAX_ENTRIES = 200
MAX_DIRECTORY = 256 * 1024
MAX_INFLATED = 200 * 1024 * 1024
PIECE = 256 * 1024
END_RECORD = b"PK\x05\x06"
END_SIZE = 22
LOCAL_SIZE = 30
ENCRYPTED_FLAG = 0x1


def entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The parts of the package after the checks on number, names, lengths, methods and overlaps."""
    check_directory(file)
    try:
        with zipfile.ZipFile(file) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
        raise refusal("truncated") from error
    if len(infos) > MAX_ENTRIES:
        raise refusal("entries", found=len(infos), limit=MAX_ENTRIES)
    check_names(infos)
    check_lengths(infos)
    return infos


def check_directory(file: BinaryIO) -> None:
    """The end record must be there and must announce a directory of sane size."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) - at < END_SIZE:
        raise refusal("truncated")
    count, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    if count > MAX_ENTRIES:
        raise refusal("entries", found=count, limit=MAX_ENTRIES)
    if length > MAX_DIRECTORY:
        raise refusal("broken")


def check_names(infos: list[zipfile.ZipInfo]) -> None:
    """No path that leaves the package, no two parts of one name (readers disagree which of them counts)."""
    seen = set()
    for info in infos:
        name = info.orig_filename
        if name.startswith(("/", "\\")) or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/"):
            raise refusal("path", found="".join(letter for letter in name if letter.isprintable())[:40])
        if name.lower() in seen:
            raise refusal("broken")
        seen.add(name.lower())


def check_lengths(infos: list[zipfile.ZipInfo]) -> None:
    """Declared lengths within the budget, plain methods, no encryption, no part lying inside another."""
    if sum(info.file_size for info in infos) > MAX_INFLATED:
        raise refusal("inflated", limit=MAX_INFLATED >> 20)
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.flag_bits & ENCRYPTED_FLAG:
            raise refusal("encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.header_offset < end:
            raise refusal("broken")
        end = info.header_offset + LOCAL_SIZE + info.compress_size


class Budget:
    """How many bytes the whole package may still inflate to."""

    def __init__(self, limit: int = MAX_INFLATED) -> None:
        self.limit = limit
        self.left = limit

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise refusal("inflated", limit=self.limit >> 20)


def inflate(file: BinaryIO, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """The part's content in pieces; a stream that is longer, shorter or otherwise than declared is refused."""
    file.seek(info.header_offset)
    header = file.read(LOCAL_SIZE)
    if len(header) < LOCAL_SIZE or not header.startswith(b"PK\x03\x04"):
        raise refusal("truncated")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    length, checksum = 0, 0
    for piece in _stored(file, info) if info.compress_type == zipfile.ZIP_STORED else _deflated(file, info):
        budget.spend(len(piece))
        length += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if length > info.file_size:
            raise refusal("broken")
        yield piece
    if length != info.file_size or checksum != info.CRC:
        raise refusal("truncated")


def _stored(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    left = info.compress_size
    while left > 0 and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece


def _deflated(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    left = info.compress_size
    try:
        while left > 0 and not engine.eof and (packed := file.read(min(PIECE // 4, left))):
            left -= len(packed)
            while packed and not engine.eof:
                yield engine.decompress(packed, PIECE)
                packed = engine.unconsumed_tail
        if not engine.eof:
            yield engine.flush(PIECE)
    except zlib.error as error:
        raise refusal("truncated") from error
