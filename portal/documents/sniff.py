"""What an uploaded file really is: extension, first bytes and a real reading must agree, or it is refused in words."""

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from portal.documents.images import clean_image
from portal.documents.office import check_word, without_makers
from portal.documents.pdf import pdf_page_count
from portal.documents.pdf_cleaning import clean_pdf
from portal.lib.errors import Refused
from portal.lib.sheets.prescan import prescan

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMATS = {
    "application/pdf": "PDF 文件",
    "image/jpeg": "照片（JPEG）",
    "image/png": "图片（PNG）",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel 表格",
    "application/vnd.ms-excel": "Excel 97-2003 表格",
    "text/csv": "CSV 表格",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word 文档",
}
DOCUMENTS = ("pdf", "jpg", "jpeg", "png")
# What units send as an answer: papers, and the Word files they were printed from.
PAPERS = (*DOCUMENTS, "docx")
PICTURES = ("jpg", "jpeg", "png")
SHEETS = ("xlsx", "xls", "csv")
MAX_NAME = 120
_UNSAFE = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True)
class Checked:
    """A file that passed: our name for it, its media type, its content without its makers' names, places and paths.

    ``is_drawn``: a picture drawn anew, of which no byte of the uploader is left.
    """

    name: str
    media_type: str
    content: bytes
    is_drawn: bool = False


def format_of(media_type: str) -> str:
    """What people call a kind of file; one the portal does not take itself is just a file."""
    return FORMATS.get(media_type, "其他文件")


def check(name: str, content: bytes, allowed: tuple[str, ...] = DOCUMENTS) -> Checked:
    """The cleaned file, or a refusal that says what is wrong and what to do."""
    name = clean_name(name)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if extension not in allowed:
        kinds = "、".join(dict.fromkeys(a for a in allowed if a != "jpeg"))
        raise Refused(f"不收“{f'.{extension}' if extension else name}”这种文件，请上传 {kinds}。", "extension")
    if not content:
        raise Refused("文件是空的，请重新选择。", "empty")
    return Checked(name, MEDIA_TYPES[extension], _cleaned(name, extension, content), extension in PICTURES)


def _cleaned(name: str, extension: str, content: bytes) -> bytes:
    """Really read, then without metadata; an .xls and a text file are kept as they are (only their uploader gets them back)."""
    if extension in SHEETS:
        prescan(io.BytesIO(content), name)
        return without_makers(content) if extension == "xlsx" else content
    if extension == "docx":
        check_word(content)
        return without_makers(content)
    if extension == "pdf":
        _check_pdf(content)
        return clean_pdf(content)
    return clean_image(content, extension)


def _check_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-"):
        raise Refused("文件名以 .pdf 结尾，里面却不是 PDF，请重新导出后再传，不要只改文件名。", "wrong_extension")
    if pdf_page_count(content) == 0:
        raise Refused("这个 PDF 没有页面，请重新导出后再传。", "bad_pdf")


def clean_name(name: str) -> str:
    """A name that is safe to show and to save: no folders, control or direction characters, at most 120 characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(ch for ch in name if unicodedata.category(ch) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    name = _UNSAFE.sub("_", name).strip(" .")
    path = PurePosixPath(name or "文件")
    suffix = path.suffix[:10]
    return path.stem[: MAX_NAME - len(suffix)] + suffix
