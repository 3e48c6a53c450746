"""Word and Excel packages without what they tell of their makers: names, firms, paths, times."""

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterable

from portal.lib.errors import Refused
from portal.lib.sheets.errors import refusal
from portal.lib.sheets.package import Budget, entries, inflate

# Each is replaced by an empty part of its kind, so that the package's own list of parts stays true.
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
_CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
EMPTIED = {"docprops/core.xml": _CORE, "docprops/app.xml": _APP, "docprops/custom.xml": _CUSTOM}
# A workbook remembers the folder it was saved in, a Word file the people who edited it.
_PATH = re.compile(rb'(<x15ac:absPath\b[^>]*?\burl=")[^"]*(")')
_EDITOR = re.compile(rb'(\bw(?:15)?:(?:author|initials|lastModifiedBy)=")[^"]*(")')
MAIN = "word/document.xml"
LARGEST_TEXT = 32 << 20
FORBIDDEN = re.compile(r"vbaproject|vbadata|^word/embeddings/|^word/activex/|\.bin$")
_DEFINITIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_OUTSIDE = re.compile(rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*/hyperlink")[^>]*>')
_EPOCH = (2000, 1, 1, 0, 0, 0)


def check_word(content: bytes) -> None:
    """A .docx as Word writes it: one readable text, no macros, nothing embedded, nothing fetched from outside."""
    file = io.BytesIO(content)
    if not content.startswith(b"PK"):
        raise Refused("文件名以 .docx 结尾，里面却不是 Word 文档，请在 Word 或 WPS 中另存为 .docx 后再传。", "wrong_extension")
    infos = {info.orig_filename.lower(): info for info in entries(file)}
    if MAIN not in infos or "[content_types].xml" not in infos:
        raise Refused("文件名以 .docx 结尾，里面却不是 Word 文档，请在 Word 或 WPS 中另存为 .docx 后再传。", "wrong_extension")
    if any(FORBIDDEN.search(name) for name in infos):
        raise Refused("Word 文档里有宏或嵌入的文件，请去掉后另存为 .docx，或者导出 PDF 再传。", "macro")
    budget = Budget()
    for name, info in infos.items():
        if name.endswith((".xml", ".rels")):
            _check_part(name, b"".join(inflate(file, info, budget)))


def _check_part(name: str, content: bytes) -> None:
    if _DEFINITIONS.search(content):
        raise refusal("dtd")
    if name.endswith(".rels") and _OUTSIDE.search(content):
        raise Refused("Word 文档引用了外部文件，请断开链接后再传，或者导出 PDF 再传。", "external_link")
    if name == MAIN:
        if len(content) > LARGEST_TEXT:
            raise Refused("Word 文档太大，请拆成几个文件，或者导出 PDF 再传。", "too_big")
        try:
            ElementTree.fromstring(content)
        except ElementTree.ParseError as error:
            raise Refused("Word 文档打不开，可能没有传完或已损坏，请重新另存后再传。", "broken") from error


def without_makers(content: bytes) -> bytes:
    """The package with the same parts and texts, written anew: what lay before, between or behind the parts is gone too."""
    source, out = io.BytesIO(content), io.BytesIO()
    budget = Budget()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for info in entries(source):
            fresh = zipfile.ZipInfo(info.orig_filename, _EPOCH)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            with package.open(fresh, "w") as part:
                for piece in _pieces(source, info, budget):
                    part.write(piece)
    return out.getvalue()


def _pieces(source: io.BytesIO, info: zipfile.ZipInfo, budget: Budget) -> Iterable[bytes]:
    """A part as it is written; only those that may name people or folders are taken into memory whole."""
    name = info.orig_filename.lower()
    if name in EMPTIED:
        return [EMPTIED[name]]
    pieces = inflate(source, info, budget)
    if name == "xl/workbook.xml" or (name.startswith("word/") and name.endswith(".xml")):
        return [_EDITOR.sub(rb"\1\2", _PATH.sub(rb"\1\2", b"".join(pieces)))]
    return pieces
