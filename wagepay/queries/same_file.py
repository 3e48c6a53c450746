"""The very file that is already in."""

import datetime as dt

from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import UploadKind
from wagepay.models import PayrollSheet, Upload


def already_in(
    actor: Actor, kind: str, project: Project, sha256: str, *, month: dt.date | None, employer_id: int | None, account_id: int | None
) -> Upload | None:
    """The accepted upload of the same content, if it is still what counts: for a payroll its sheet, else the newest file of its kind."""
    uploads = Upload.objects.visible_to(actor).accepted().filter(project=project, kind=kind)
    if kind == UploadKind.PAYROLL:
        sheets = PayrollSheet.objects.visible_to(actor).current().filter(project=project, sha256=sha256)
        sheets = sheets.filter(**{name: value for name, value in (("month", month), ("employer_id", employer_id)) if value is not None})
        return uploads.filter(pk__in=sheets.values("upload")).first()
    wanted = {name: value for name, value in (("month", month), ("employer_id", employer_id), ("account_id", account_id)) if value is not None}
    newest = uploads.filter(**wanted).order_by("-pk").first()
    return newest if newest and newest.content_sha256 == sha256 else None
