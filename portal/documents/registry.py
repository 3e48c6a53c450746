"""Documents that can be printed by kind and id: each room registers its own in ``AppConfig.ready``."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Printed:
    """A finished document: its official number, empty where it has none, and the PDF."""

    number: str
    content: bytes


Builder = Callable[[Actor, str], Printed]

_BUILDERS: dict[str, tuple[str, Builder]] = {}


def register_document(kind: str, label: str, builder: Builder) -> None:
    """Declare ``builder(actor, id)``; it finds its object through ``visible_to`` and refuses what is not there."""
    if _BUILDERS.setdefault(kind, (label, builder)) != (label, builder):
        raise ValueError(f"document kind {kind} is registered twice")


def document_kinds() -> dict[str, str]:
    """Every kind with its Chinese name."""
    return {kind: label for kind, (label, _) in sorted(_BUILDERS.items())}


def build_document(kind: str, wanted: str, *, actor: Actor) -> Printed:
    """Print one document."""
    if kind not in _BUILDERS:
        known = "、".join(f"{kind}（{label}）" for kind, label in document_kinds().items())
        raise Refused(f"没有“{kind}”这种文件，可用的有：{known}。", "no_kind")
    return _BUILDERS[kind][1](actor, wanted)
