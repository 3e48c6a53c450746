"""Builders of files and instruments."""

import datetime as dt
import io

from PIL import Image

from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.actions.store_file import store_file
from portal.documents.models import Instrument, StoredFile
from portal.lib.clock import SHANGHAI
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from tests.make import tenancy

AT = dt.datetime(2026, 1, 13, 10, 0, tzinfo=SHANGHAI)
PREFIX = "平治欠办"

INTERVIEW_FACTS = {
    "project": "青禾家园安置房二期项目",
    "enterprise": "山西样例建工集团有限公司",
    "findings": "2025年12月应发186人工资142.84万元，截至2026年1月12日实发38.20万元，差104.64万元。",
    "interview_on": dt.date(2026, 1, 15),
    "interview_time": "上午9时30分",
    "interview_place": "平定县人力资源和社会保障局三楼会议室",
}


def organ_of(actor: Actor, prefix: str = PREFIX) -> Organisation:
    """The actor's own organ with a 发文代字, as a tenant administrator records it."""
    organ = Organisation.objects.get(pk=actor.organisation_id)
    organ.document_prefixes = {"*": prefix}
    organ.save()
    return organ


def draft(actor: Actor, kind: str = "interview_letter", addressee: Organisation | None = None, at: dt.datetime = AT, **fields) -> Instrument:
    """A draft; to be called inside ``acting(actor)``."""
    organ_of(actor)
    fields.setdefault("facts", INTERVIEW_FACTS)
    addressee = addressee or tenancy.enterprise("山西样例建工集团有限公司")
    fields.setdefault("addressees", {"enterprise": addressee})
    fields.setdefault("occasion", Occasion("earlywarning.EarlyWarning", "w-1", "12月工资未足额发放", 7, "青禾家园安置房二期项目"))
    return draft_instrument(actor=actor, kind=kind, at=at, **fields)


def issued(actor: Actor, at: dt.datetime = AT, **fields) -> Instrument:
    return issue_instrument(actor=actor, instrument=draft(actor, at=at, **fields), at=at)


def served(actor: Actor, at: dt.datetime = AT, **fields) -> Instrument:
    return serve_instrument(actor=actor, instrument=issued(actor, at=at, **fields), method="direct", served_on=at.date(), received_by="孟某某", at=at)


def stored_file(actor: Actor, region_id: int | None = None, content: bytes = b"%PDF-1.7 sample", at: dt.datetime = AT, **fields) -> StoredFile:
    """A file the portal made; inside ``acting(actor)``."""
    fields.setdefault("name", "样例.pdf")
    fields.setdefault("kind", "sample")
    fields.setdefault("media_type", "application/pdf")
    return store_file(actor=actor, content=content, region_id=region_id or actor.region_id, at=at, **fields)


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **save) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **save)
    return out.getvalue()
