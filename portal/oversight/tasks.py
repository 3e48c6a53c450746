"""Sealing each minute, checking each night, telling when the chain is broken."""

from portal.audit.sealing import seal
from portal.audit.verification import verify
from portal.jobs import outbox
from portal.jobs.handlers import handler

BROKEN = "oversight.chain.broken"


@handler("oversight.seal", "操作记录封存")
def run_seal(job, actor) -> dict:
    """What has been committed since the last minute."""
    return seal()


@handler("oversight.verify", "操作记录核验")
def run_verify(job, actor) -> dict:
    """The whole chain; what does not fit is told to every auditor and administrator."""
    result = verify()
    if not result["ok"]:
        outbox.post(BROKEN, job.key, {"first_bad": result["first_bad"]})
    return result
