"""The code on the board and what a photograph of it says."""

import io
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from projects.board.content import Content
from projects.models import Project, Seen
from projects.tokens import complaint_path, uid_of_token

_PATH = re.compile(r"/c/(?P<token>[^/]+)/$")
EDITION = "b"


def path_of(project: Project, content: Content, place: str) -> str:
    """The worker's page of the project, with the edition of the board; the page itself ignores it."""
    return f"{complaint_path(project)}?{EDITION}={content.edition(place)}"


@dataclass(frozen=True)
class Reading:
    """What was decoded: whether it is this project's board, of which place, in which edition."""

    seen: Seen
    place: str = ""
    is_other_project: bool = False


def read_photo(content: bytes, project: Project, shown: Content, places: list[str]) -> Reading:
    """The best of all codes on the picture; a photograph on which none is legible is kept and says so."""
    found = [_judge(text, project, shown, places) for text in _decoded(content)]
    if not found:
        return Reading(Seen.UNREAD)
    order = (Seen.CURRENT, Seen.EARLIER, Seen.OTHER)
    return min(found, key=lambda reading: (order.index(reading.seen), not reading.is_other_project))


def _decoded(content: bytes) -> list[str]:
    # Imported here: the decoder is a large library that only an upload of a photograph needs.
    import zxingcpp  # noqa: PLC0415

    with Image.open(io.BytesIO(content)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)]


def _judge(text: str, project: Project, shown: Content, places: list[str]) -> Reading:
    address = urlsplit(text)
    match = _PATH.search(address.path)
    uid = uid_of_token(match["token"]) if match else None
    if uid is None:
        return Reading(Seen.OTHER)
    if uid != project.uid:
        return Reading(Seen.OTHER, is_other_project=True)
    edition = parse_qs(address.query).get(EDITION, [""])[0]
    place = next((name for name in places if shown.edition(name) == edition), "")
    return Reading(Seen.CURRENT if place else Seen.EARLIER, place)
