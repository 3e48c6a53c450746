"""Work in the background: ids in, one act, a result for the page."""

import datetime as dt

from portal.jobs.handlers import handler
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from wagepay.actions.check_outflows import check_outflows
from wagepay.actions.check_upload import check_upload
from wagepay.actions.end_own_visit import forget_own
from wagepay.actions.find_anomalies import find_anomalies
from wagepay.actions.prepare_months import prepare_months
from wagepay.actions.refresh_due_days import refresh_due_days
from wagepay.actions.send_own_code import send_own_code
from wagepay.models import Upload


@handler("wagepay.check_upload", "工资表核对")
def run_check(job, actor) -> dict:
    """Check a large file; the page that waits for it reads the upload's state."""
    job.progress(1, 3)
    with acting(actor):
        upload = Upload.objects.visible_to(actor).select_related("project__region", "employer").get(uid=job.payload["upload"])
        upload = check_upload(actor=actor, upload=upload, on=clock.today(), at=clock.now(), mapping=job.payload.get("mapping"))
    job.progress(3, 3)
    return {"upload": str(upload.uid), "state": upload.state}


@handler("wagepay.due_days", "发薪日重算")
def run_due_days(job, actor) -> dict:
    """Each day: pay days of open months that a changed contract or holiday notice has moved."""
    with acting(actor):
        return refresh_due_days(actor=actor, on=dt.date.fromisoformat(job.payload["period"]))


@handler("wagepay.months", "建立月份分区")
def run_months(job, actor) -> dict:
    """Each day: the partitions of the coming year."""
    return prepare_months(on=dt.date.fromisoformat(job.payload["period"]))


@handler("wagepay.anomalies", "考勤异常核对")
def run_anomalies(job, actor) -> dict:
    """Each night: county by county, this month and the one before; silent devices are told of."""
    on, found = dt.date.fromisoformat(job.payload["period"]), 0
    for region in Region.objects.counties():
        with acting(system_actor(region)) as county:
            found += find_anomalies(actor=county, region=region, on=on, at=clock.now())["found"]
            check_outflows(actor=county, region=region, on=on)
    return {"found": found}


@handler("wagepay.own_code", "工友查询验证码")
def run_own_code(job, actor) -> dict:
    """Whether anybody has the number is found out here, not while the page waits."""
    return send_own_code(actor=actor, uid=job.payload["code"], at=clock.now())


@handler("wagepay.forget_own", "工友验证码清理")
def run_forget_own(job, actor) -> dict:
    """Each day: hashes that no limit counts any more."""
    return forget_own(at=clock.now())
