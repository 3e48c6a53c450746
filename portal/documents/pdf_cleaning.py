"""Uploaded PDFs without what they tell of their makers and without what acts by itself."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject

from portal.lib.errors import Refused

HARMLESS = {"/Producer"}  # the name of the program, no person's
ROOT_PARTS = ("/Metadata", "/OpenAction", "/AA", "/PieceInfo")
NAMED_PARTS = ("/JavaScript", "/EmbeddedFiles")
LAYERS = 4  # the list of attachments, its names, the description of a file, the file
PAGE_PARTS = ("/AA", "/Metadata", "/PieceInfo")


def clean_pdf(content: bytes) -> bytes:
    """The same pages; a PDF with electronic signatures stays untouched, for its proof is its bytes.

    A file with nothing to take away is returned as it is, so its hash stays.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if _is_signed(reader) or not _tells(reader, content):
            return content
        return _rewritten(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused("这个 PDF 文件打不开，可能已损坏或加了密码，请重新导出后再传。", "bad_pdf") from error


def _is_signed(reader: PdfReader) -> bool:
    form = _dictionary(reader.root_object.get("/AcroForm"))
    return bool(int(form.get("/SigFlags", 0)) & 1)


def _tells(reader: PdfReader, content: bytes) -> bool:
    told = set(reader.trailer.get("/Info") and _dictionary(reader.trailer["/Info"]) or ()) - HARMLESS
    names = _dictionary(reader.root_object.get("/Names"))
    return (
        bool(told)
        or any(part in reader.root_object for part in ROOT_PARTS)
        or any(part in names for part in NAMED_PARTS)
        or any(part in page for page in reader.pages for part in PAGE_PARTS)
        or not content.rstrip().endswith(b"%%EOF")  # something hangs on behind the end
    )


def _rewritten(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    root = writer.root_object
    for part in ROOT_PARTS:
        root.pop(part, None)
    names = _dictionary(root.get("/Names"))
    for part in NAMED_PARTS:
        names.pop(part, None)
    for page in writer.pages:
        for part in PAGE_PARTS:
            page.pop(part, None)
    writer.metadata = None
    # What nothing refers to any more would still lie in the file; each pass takes one layer of it.
    for _ in range(LAYERS):
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionary(value: object) -> DictionaryObject:
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
