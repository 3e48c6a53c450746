"""The seal of an organ. Seals are placed by the electronic seal service, never pasted as pictures.

A province's service is connected by an adapter with the two methods of ``Seal``; without one the paper is
sealed by hand. The demo prints a round picture that says 版式示例, so that nobody can take it for a seal.
"""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Seal(Protocol):
    """What a seal service has to offer."""

    picture: str

    def place(self, content: bytes, *, organ: str, number: str) -> bytes:
        """Return the PDF with the organ's electronic seal; ``content`` unchanged where there is none."""


class HandSeal:
    """No service connected: the place stays free for the seal on paper."""

    picture = ""

    def place(self, content: bytes, *, organ: str, number: str) -> bytes:
        return content


class SpecimenSeal(HandSeal):
    """Demo only: a round picture with the words 版式示例 shows where the seal will be."""

    picture = "documents/_seal_specimen.html"


def seal() -> Seal:
    """The adapter of this installation (setting ``PORTAL_SEAL``, a dotted path)."""
    default = "portal.documents.seal.SpecimenSeal" if settings.IS_DEMO else "portal.documents.seal.HandSeal"
    return import_string(getattr(settings, "PORTAL_SEAL", "") or default)()
