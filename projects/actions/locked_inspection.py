"""Lock an inspection or a finding before it changes."""

from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import InspectionFinding, SiteInspection


def locked_inspection(actor: Actor, inspection: SiteInspection) -> SiteInspection:
    """The fresh row of one's own region."""
    rows = SiteInspection.objects.writable_by(actor).select_for_update(of=("self",)).select_related("employer__organisation", "project", "region")
    row = rows.filter(pk=inspection.pk).first()
    if row is None:
        raise Refused("这次检查由其他辖区办理，您只能查看。", "not_yours")
    return row


def locked_finding(actor: Actor, finding: InspectionFinding) -> InspectionFinding:
    rows = InspectionFinding.objects.writable_by(actor).select_for_update(of=("self",)).select_related("enterprise", "region")
    row = rows.filter(pk=finding.pk).first()
    if row is None:
        raise Refused("这个问题由其他辖区或单位办理，您只能查看。", "not_yours")
    return row
