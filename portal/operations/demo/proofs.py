"""Pictures that stand for receipts, photographs and papers in the demonstration."""

import datetime as dt
import io
from functools import cache

from PIL import Image, ImageDraw

from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.tenancy.scope import Actor


@cache
def picture() -> bytes:
    """A sheet of paper that says it is a specimen."""
    image = Image.new("RGB", (320, 200), "#f4f1e8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, 310, 190), outline="#8a8578")
    for line in range(6):
        draw.line((30, 55 + 20 * line, 290 - 30 * (line % 3), 55 + 20 * line), fill="#c9c3b3", width=2)
    draw.text((30, 25), "SPECIMEN - DEMO DATA", fill="#5c5747")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def proof(*, actor: Actor, region_id: int, name: str, at: dt.datetime, kind: str = "proof", project_id: int | None = None) -> StoredFile:
    """The picture as an uploaded file of its occasion."""
    return receive_file(actor=actor, upload=io.BytesIO(picture()), name=f"{name}.png", kind=kind, region_id=region_id, at=at, project_id=project_id)
