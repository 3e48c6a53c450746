"""The seal of an organ. Seals are placed by the electronic seal service, never pasted as pictures.

A province's service is connected by an adapter with the parts of ``Seal``; without one the paper is sealed by hand. The
demo prints a round picture that says 版式示例, so that nobody can take it for a seal.
"""

import hashlib
import hmac
import http.client
import ssl
from typing import Protocol
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from portal.documents.enums import SealState
from portal.documents.pdf import pdf_page_count
from portal.lib.errors import Refused

TIMEOUT = 30.0
# A seal adds a picture and a signature, never a book.
MOST_ADDED = 8 << 20


class SealFailed(Exception):
    """The service did not place the seal; the text says why in Chinese."""


class Seal(Protocol):
    """What a seal service has to offer: ``picture`` a template for the print, ``state`` of a paper just issued."""

    picture: str
    state: SealState
    note: str

    def place(self, content: bytes, *, organ: str, number: str) -> bytes:
        """The PDF with the organ's electronic seal, or ``SealFailed``; called only where ``state`` is 等待."""


class HandSeal:
    """No service connected: the place stays free for the seal on paper."""

    picture = ""
    state = SealState.BY_HAND
    note = ""

    def place(self, content: bytes, *, organ: str, number: str) -> bytes:
        return content


class SpecimenSeal(HandSeal):
    """Demo only: a round picture with the words 版式示例 shows where the seal will be."""

    picture = "documents/_seal_specimen.html"
    state = SealState.PLACED
    note = "版式示例，不是印章"


class HttpSeal(HandSeal):
    """A seal service by HTTP: POST of the PDF to ``PORTAL_SEAL_URL``, signed with ``PORTAL_SEAL_SECRET``; the answer is the sealed PDF.

    Headers: ``X-Organ`` and ``X-Number`` (UTF-8, percent-encoded), ``X-Content-Sha256``, and ``X-Signature`` = HMAC-SHA256
    over "hash\\norgan\\nnumber" in hexadecimal. No redirect is followed, and the paper must come back with all its pages.
    """

    state = SealState.WAITING

    def place(self, content: bytes, *, organ: str, number: str) -> bytes:
        try:
            sealed = self._ask(content, organ, number)
        except TimeoutError as error:
            raise SealFailed("印章服务没有在时限内应答") from error
        except (OSError, http.client.HTTPException) as error:
            raise SealFailed("印章服务连不上") from error
        _check(sealed, content)
        return sealed

    def _ask(self, content: bytes, organ: str, number: str) -> bytes:
        address = urlsplit(settings.PORTAL_SEAL_URL)
        connection = _connection(address.scheme, address.hostname or "", address.port)
        try:
            connection.request("POST", address.path or "/", body=content, headers=_headers(content, organ, number))
            answer = connection.getresponse()
            if answer.status != http.client.OK:
                raise SealFailed(f"印章服务拒绝了请求（{answer.status}）")
            return answer.read(len(content) + MOST_ADDED + 1)
        finally:
            connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    raise SealFailed("没有配置印章服务的地址（PORTAL_SEAL_URL）")


def _headers(content: bytes, organ: str, number: str) -> dict[str, str]:
    digest = hashlib.sha256(content).hexdigest()
    signed = hmac.digest(settings.PORTAL_SEAL_SECRET.encode(), f"{digest}\n{organ}\n{number}".encode(), "sha256")
    return {
        "Content-Type": "application/pdf",
        "X-Organ": quote(organ),
        "X-Number": quote(number),
        "X-Content-Sha256": digest,
        "X-Signature": signed.hex(),
    }


def _check(sealed: bytes, content: bytes) -> None:
    """The service's answer is believed only as far as it is our paper with something added."""
    if not sealed.startswith(b"%PDF-") or len(sealed) > len(content) + MOST_ADDED:
        raise SealFailed("印章服务返回的不是盖好章的 PDF")
    try:
        same = pdf_page_count(sealed) == pdf_page_count(content)
    except Refused as error:
        raise SealFailed("印章服务返回的 PDF 打不开") from error
    if not same:
        raise SealFailed("印章服务返回的 PDF 页数与原件不同")


def seal() -> Seal:
    """The adapter of this installation (environment ``PORTAL_SEAL``, a dotted path)."""
    default = "portal.documents.seal.SpecimenSeal" if settings.IS_DEMO else "portal.documents.seal.HandSeal"
    return import_string(settings.PORTAL_SEAL or default)()
