"""Files, numbers and instruments."""

from portal.documents.models.download import Download, DownloadQuerySet
from portal.documents.models.instrument import Instrument, InstrumentQuerySet
from portal.documents.models.numbering import DocumentCounter, DocumentNumber
from portal.documents.models.stored_file import StoredFile

__all__ = ["DocumentCounter", "DocumentNumber", "Download", "DownloadQuerySet", "Instrument", "InstrumentQuerySet", "StoredFile"]
