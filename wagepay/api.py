"""The address to which attendance devices and their platforms report."""

import datetime as dt
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.signed_view import SignedView
from portal.api.views.machine import ERRORS, ErrorSerializer
from portal.lib import clock
from portal.lib.errors import Refused
from projects.models import Project
from wagepay.actions.device_key import hears
from wagepay.actions.take_punches import MOST_ROWS, REFUSED, Answer, Batch, Reading, take_punches
from wagepay.enums import PunchDirection, PunchWay
from wagepay.models import Device

EARLIEST = dt.datetime(2015, 1, 1, tzinfo=clock.SHANGHAI)


class PlainText(serializers.CharField):
    """Text that the database can store."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).replace("\x00", "").strip()


class PunchSerializer(serializers.Serializer):
    """One passage. A device that numbers its records sends ``sequence``; the same number again is the same record."""

    sequence = PlainText(max_length=40, required=False, default="", help_text="设备内的流水号；有它就按它去重，没有按人、时间、方向去重")
    time = serializers.DateTimeField(help_text="打卡时间；不写时区按北京时间", default_timezone=clock.SHANGHAI)
    id_number = PlainText(max_length=30, help_text="证件号码")
    name = PlainText(max_length=60, required=False, default="", allow_blank=True, help_text="姓名；没有登记的人用它记名")
    direction = serializers.ChoiceField(PunchDirection.choices, required=False, default="", help_text="01 进场，02 出场")
    way = serializers.ChoiceField(PunchWay.choices, required=False, default="", help_text="通行方式代码")
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True, default=None, help_text="纬度（手机）")
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True, default=None, help_text="经度（手机）")

    def validate_time(self, value: dt.datetime) -> dt.datetime:
        if value < EARLIEST:
            raise serializers.ValidationError("时间早于 2015 年。")
        return value


class PunchesSerializer(serializers.Serializer):
    """A batch of one device; without rows it only says that the device is alive."""

    project = PlainText(max_length=24, help_text="项目编号")
    device = PlainText(max_length=40, help_text="设备号，须先在平台登记")
    device_time = serializers.DateTimeField(
        required=False, allow_null=True, default=None, help_text="设备现在的时间，用来核对时钟", default_timezone=clock.SHANGHAI
    )
    punches = serializers.ListField(child=serializers.JSONField(), max_length=MOST_ROWS, default=list, help_text="打卡记录，字段见 Punch；迟到、乱序的都收")


class NoteSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="机器可读的说明")
    text = serializers.CharField(help_text="中文说明")


class AnswerSerializer(serializers.Serializer):
    row = serializers.IntegerField(help_text="第几条，从 1 起")
    sequence = serializers.CharField(help_text="流水号")
    state = serializers.ChoiceField(("accepted", "duplicate", REFUSED), help_text="accepted 已收；duplicate 以前收过；refused 不能接收，见说明")
    notes = NoteSerializer(many=True)


class BatchSerializer(serializers.Serializer):
    accepted = serializers.IntegerField(help_text="新收的条数")
    duplicate = serializers.IntegerField(help_text="以前收过的条数")
    refused = serializers.IntegerField(help_text="不能接收的条数")
    clock_skew_seconds = serializers.IntegerField(allow_null=True, help_text="设备时钟比服务器快的秒数")
    rows = AnswerSerializer(many=True)


class Punches(SignedView):
    """POST /api/attendance/punches/"""

    verb = "wagepay.punch"

    @extend_schema(
        operation_id="punches",
        summary="上报考勤记录",
        description="逐条答复，整批重发不会重复计算。没有实名登记的人照收并提示。",
        request=PunchesSerializer,
        responses={200: BatchSerializer, 400: ErrorSerializer, 404: ErrorSerializer, 409: ErrorSerializer, 415: ErrorSerializer, **ERRORS},
    )
    def post(self, request: Request) -> Response:
        asked = PunchesSerializer(data=request.data)
        if not asked.is_valid():
            raise malformed(asked.errors)
        data = asked.validated_data
        device = _device(request, data["project"], data["device"])
        broken, places, readings = _read(data["punches"])
        batch = take_punches(actor=request.user, device=device, readings=readings, at=clock.now(), device_time=data["device_time"])
        for place, answer in zip(places, batch.answers, strict=True):
            answer.row = place
        return Response(_answered(batch, broken))


def malformed(errors: Any) -> serializers.ValidationError:
    """All faults in one sentence, in the shape of every other error."""
    parts = [f"{name}：{_first(texts)}" for name, texts in errors.items()] if isinstance(errors, dict) else [_first(errors)]
    return serializers.ValidationError({"detail": serializers.ErrorDetail("；".join(parts)[:400], "malformed")})


def _first(texts: Any) -> str:
    while isinstance(texts, dict | list) and texts:
        texts = next(iter(texts.values())) if isinstance(texts, dict) else texts[0]
    return str(texts)


def _device(request: Request, code: str, serial: str) -> Device:
    project = Project.objects.visible_to(request.user).filter(code=code).first()
    found = project and Device.objects.visible_to(request.user).filter(project=project, serial=serial).select_related("project__region", "key").first()
    if not found:
        raise NotFound("没有这个项目或设备，请先在平台的“考勤设备”中登记。", "no_device")
    if not hears(found, request.auth.pk):
        raise Refused("这台设备用自己的密钥上报，这把密钥不能代它上报。", "other_key")
    return found


def _read(punches: list[Any]) -> tuple[list[Answer], list[int], list[Reading]]:
    """(answers to rows that cannot be read, places of the others, these as readings)."""
    broken, places, readings = [], [], []
    for place, row in enumerate(punches, 1):
        said = PunchSerializer(data=row)
        if said.is_valid():
            found = said.validated_data
            fields = {name: found[name] for name in ("name", "sequence", "direction", "way", "latitude", "longitude")}
            readings.append(Reading(at=found["time"], number=found["id_number"], **fields))
            places.append(place)
        else:
            texts = "；".join(f"{name}：{_first(texts)}" for name, texts in said.errors.items())
            broken.append(Answer(place, state=REFUSED, notes=[{"code": "malformed", "text": texts[:200]}]))
    return broken, places, readings


def _answered(batch: Batch, broken: list[Answer]) -> dict[str, Any]:
    counts = {state: batch.count(state) for state in ("accepted", "duplicate", REFUSED)}
    counts[REFUSED] += len(broken)
    rows = sorted([*batch.answers, *broken], key=lambda answer: answer.row)
    return BatchSerializer({**counts, "clock_skew_seconds": batch.skew, "rows": rows}).data
