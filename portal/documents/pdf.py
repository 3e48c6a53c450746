"""PDF documents from templates."""

import io
import re
from typing import Any

from django.template.loader import render_to_string
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from portal.lib.errors import Refused

_LINK = re.compile(r'<link rel="stylesheet" href="static:([\w./-]+\.css)">')


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of a template under ``templates/documents``.

    Its style sheets are written as ``<link rel="stylesheet" href="static:css/gongwen.css">``; they are
    lifted out so that each is parsed once per process. Only data: and static: addresses are read.
    """
    return pdf_of(render_to_string(template, context))


def pdf_of(html: str, *, uncompressed: bool = False) -> bytes:
    """The PDF of finished, escaped HTML."""
    # Imported here: WeasyPrint costs 0.4 s, which no start of a process should pay.
    from portal.documents.engine import write_pdf  # noqa: PLC0415

    return write_pdf(_LINK.sub("", html), _LINK.findall(html), uncompressed)


def pdf_page_count(content: bytes) -> int:
    """The number of pages; a file that cannot be read as PDF is refused."""
    try:
        return len(PdfReader(io.BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("这个 PDF 文件打不开，可能已损坏或加了密码，请重新导出后再传。", "bad_pdf") from error
