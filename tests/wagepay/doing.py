"""Files let in the way the commands do it, under the actor whose scope is open."""

import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.lib.clock import SHANGHAI
from portal.tenancy.scope import current_actor
from tests.make import wagepay as make
from wagepay.actions.import_file import import_file

ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
OCTOBER = make.OCTOBER
HEADING = ("序号", "姓名", "身份证号码", "工种", "班组", "出勤天数", "日工资标准(元)", "应发工资", "扣款", "实发工资", "银行卡号", "开户银行")


def let_in(kind: str, project, content: bytes, *, name: str = "表.xlsx", on: dt.date = ON, at: dt.datetime = AT, **destination: Any) -> dict[str, Any]:
    return import_file(actor=current_actor(), kind=kind, project=project, name=name, content=content, on=on, at=at, **destination)


def payroll_rows(people, *, month: dt.date = OCTOBER, days: int = 20, rate: int = 300) -> list:
    """A standard payroll of engaged people."""
    rows: list = [["平定县冠山学校改造项目农民工工资支付表"], [f"工资月份：{month.year}年{month.month}月    单位：元"], list(HEADING)]
    for place, person in enumerate(people, 1):
        gross = days * rate
        rows.append([place, person.name, person.id_number.plain(), "钢筋工", person.team, days, rate, gross, 0, gross, person.card.plain(), "示例银行"])
    return rows


def picture(name: str) -> SimpleUploadedFile:
    """A small picture as somebody uploads it."""
    stream = io.BytesIO()
    Image.new("L", (40, 40), 255).save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/png")
