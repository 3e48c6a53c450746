"""The figures of the file keeper's page."""

import datetime as dt

from django.db.models import Count, Q, Sum
from django.urls import reverse

from portal.documents.enums import ScanState
from portal.documents.models import FileHold, FileUsage, StoredFile
from portal.jobs.models import Job, JobState
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor

GB, MB = 1 << 30, 1 << 20


def strip(actor: Actor, on: dt.date) -> list[dict]:
    """Space against the quota, files waiting for a scan, quarantined ones, holds, and those whose time is over."""
    listed = reverse("file_list")
    kept = StoredFile.objects.visible_to(actor).kept()
    found = kept.aggregate(
        unscanned=Count("pk", filter=Q(scan_state=ScanState.UNSCANNED)),
        bad=Count("pk", filter=Q(scan_state=ScanState.QUARANTINED)),
        over=Count("pk", filter=Q(retain_until__lt=on)),
    )
    held = FileHold.objects.visible_to(actor).in_force().count()
    return [
        _space(actor, on),
        {"label": "未扫描", "value": found["unscanned"], "unit": "个", "url": f"{listed}?scan_state={ScanState.UNSCANNED}"},
        {"label": "隔离", "value": found["bad"], "unit": "个", "url": f"{listed}?scan_state={ScanState.QUARANTINED}"},
        {"label": "正在保全", "value": held, "unit": "项", "url": f"{listed}?keep=held"},
        {"label": "保存期已满", "value": found["over"], "unit": "个", "url": f"{listed}?keep=over"},
    ]


def _space(actor: Actor, on: dt.date) -> dict:
    """Of all regions read; the quota is one's own node's, each node has its own."""
    used = FileUsage.objects.filter(region_id__in=actor.scope.read_regions).aggregate(bytes=Sum("bytes"), files=Sum("files"))
    note = f"{used['files'] or 0} 个文件"
    if actor.region_id:
        limit = PolicySet(Region.objects.get(pk=actor.region_id), on)["files.tenant_gb"].value
        note += f"，每个辖区限额 {limit} GB"
    return {"label": "已用空间", "value": size_text(used["bytes"] or 0), "note": note, "grow": 2}


def size_text(size: int) -> str:
    """1.2 GB, 3.4 MB, 56 KB."""
    if size >= GB:
        return f"{size / GB:.1f} GB"
    return f"{size / MB:.1f} MB" if size >= MB else f"{-(-size // 1024)} KB"


def last_sweep() -> Job | None:
    """The newest finished nightly sweep with what it found."""
    return Job.objects.filter(kind="documents.sweep_files", state=JobState.DONE).order_by("-id").first()
