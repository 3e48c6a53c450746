"""What the tests of pages share."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.make import documents


def text_of(answer: HttpResponse) -> str:
    """What a person reads, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def receipt(name: str = "回单.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, documents.picture())
