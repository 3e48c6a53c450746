"""What a file is: by its name, by its first bytes, and whether the two agree."""

from pathlib import PurePath
from typing import BinaryIO

from portal.lib.sheets.errors import refusal

ACCEPTED = ("xlsx", "xls", "csv")
WPS_OWN = ("et", "ett", "wps", "dbt")
HEAD = 4096
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", " PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", " RAR 压缩包"),
    (b"7z\xbc\xaf", " 7z 压缩包"),
    (b"\x1f\x8b", " gzip 压缩包"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
)
MARKUP = ((b"<html", "网页"), (b"<!doctype html", "网页"), (b"<table", "网页"), (b"<?xml", " XML 文件"))
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_by_name(name: str) -> str:
    """The accepted kind that the file's name claims; WPS's own formats get their own advice."""
    suffix = PurePath(name.replace("\0", "")).suffix.lower().lstrip(".")
    if suffix in WPS_OWN:
        raise refusal("et", found=f".{suffix}")
    if suffix not in ACCEPTED:
        raise refusal("extension", found=f".{suffix[:12]}" if suffix else "没有扩展名")
    return suffix


def kind_by_content(file: BinaryIO) -> tuple[str, str]:
    """(``zip`` | ``ole`` | ``text`` | ``other``, its Chinese name) from the first bytes."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise refusal("empty")
    if head.startswith(ZIP_MAGIC):
        return "zip", " xlsx 或压缩包"
    if head.startswith(OLE_MAGIC):
        return "ole", "旧版 xls 或加密的文件"
    for magic, title in OTHERS:
        if head.startswith(magic):
            return "other", title
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, title in MARKUP:
        if plain.startswith(start):
            return "other", title
    if b"\0" in head and not head.startswith(UTF16):
        return "other", "看不懂的内容"
    return "text", "文本"


def agree(name: str, file: BinaryIO) -> str:
    """The kind of the file when name and content agree; a disagreement is refused, not guessed away."""
    claimed = kind_by_name(name)
    content, title = kind_by_content(file)
    if content == "ole" and claimed == "xlsx" and is_encrypted(file):
        raise refusal("encrypted")
    if content != {"xlsx": "zip", "xls": "ole", "csv": "text"}[claimed]:
        raise refusal("wrong_extension", found=f".{claimed}", actual=title)
    return claimed


def is_encrypted(file: BinaryIO) -> bool:
    """An OLE container that holds an encrypted xlsx (its directory names the stream in UTF-16)."""
    return contains(file, "EncryptedPackage".encode("utf-16-le"))


def contains(file: BinaryIO, needle: bytes) -> bool:
    """Whether the bytes stand anywhere in the file, read piece by piece."""
    file.seek(0)
    tail = b""
    while piece := file.read(1 << 18):
        window = tail + piece
        if needle in window:
            return True
        tail = window[-len(needle) :]
    return False
