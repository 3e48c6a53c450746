"""Files, numbers, templates and instruments."""

from portal.documents.models.download import Download, DownloadQuerySet
from portal.documents.models.file_keeping import FileHold, FileUsage
from portal.documents.models.instrument import Instrument, InstrumentQuerySet, InstrumentVersion
from portal.documents.models.numbering import DocumentCounter, DocumentNumber
from portal.documents.models.stored_file import StoredFile
from portal.documents.models.template import InstrumentTemplate

__all__ = [
    "DocumentCounter", "DocumentNumber", "Download", "DownloadQuerySet", "FileHold", "FileUsage", "Instrument", "InstrumentQuerySet", "InstrumentTemplate",
    "InstrumentVersion", "StoredFile",
]  # fmt: skip
