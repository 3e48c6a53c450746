"""The project files of a province's sites: copies of the registered ones with names, firms and accounts of their own."""

from typing import Any

from django.db import connection

from bench.province.sites import copy, run
from projects.models import Project, ProjectParty, ProjectProof, RightsNoticeBoard, SiteState, SpecialWageAccount, WageSecurityDeposit

_SHADOWS = """
INSERT INTO tenancy_participation (organisation_id, project_id, part, since)
SELECT y.organisation_id, y.project_id, y.part, min(y.entered_on) FROM projects_projectparty y JOIN province_site s ON s.id = y.project_id
 GROUP BY y.organisation_id, y.project_id, y.part
"""
_INSPECTOR = "(SELECT i.user_id FROM province_inspector i WHERE i.region_id = s.region_id AND i.place = s.n / 7 %% i.many)"
_FIRM = (
    "CASE a.part WHEN 'owner' THEN s.owner_id WHEN 'general_contractor' THEN s.contractor_id WHEN 'subcontractor' THEN s.employer_id ELSE a.organisation_id END"
)
# The firms are in the county's ledger, and somebody was on every site in its first weeks.
_EMPLOYERS = """
INSERT INTO projects_employer (uid, region_id, organisation_id, table_class, address, contact_name, is_operating)
SELECT gen_random_uuid(), region_id, contractor_id, 'construction', '', '', true FROM province_site GROUP BY region_id, contractor_id
"""
_CHECKED = """
INSERT INTO projects_inspection (uid, region_id, employer_id, project_id, "on", workers, migrant_workers, with_contract, arrears_found, inspectors, note, recorded_by, recorded_at)
SELECT gen_random_uuid(), s.region_id, e.id, s.id, p.started_on + 20, s.workers, s.workers, s.workers, false, %(mark)s, '', %(mark)s, %(at)s
  FROM province_site s JOIN projects_project p ON p.id = s.id JOIN projects_employer e ON e.region_id = s.region_id AND e.organisation_id = s.contractor_id
"""


def _sealed(*names: str) -> dict[str, str]:
    return {name: f"(SELECT c.{name} FROM province_account c WHERE c.n = s.n)" for name in names}


def sites() -> list[tuple[int, int]]:
    """(project, pay day) of every site."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, pay_day FROM province_site ORDER BY id")
        return cursor.fetchall()


def copy_files(values: dict[str, Any]) -> dict[str, int]:
    """Project, parties, state, account, deposit, boards and papers of every site."""
    made = copy(
        Project, values, id="s.id", code="'P' || s.region_code || '-' || s.n", name="'样例' || s.n || '号工程'", name_key="'yang li ' || s.n", owner_id="s.owner_id",
        general_contractor_id="s.contractor_id", pay_day="s.pay_day", pay_month_offset="1", changed_by="%(mark)s", inspector_id=_INSPECTOR,
        permit_number="a.permit_number || '-' || s.n",
    )  # fmt: skip
    copy(ProjectParty, values, organisation_id=_FIRM, parent_id="NULL", where="a.left_on IS NULL")
    run(_SHADOWS)
    copy(SiteState, values, where="a.until IS NULL")
    copy(SpecialWageAccount, values, **_sealed("uid", "account_number", "account_index"), where="NOT s.lacks_account")
    copy(WageSecurityDeposit, values, document_number="a.document_number || '-' || s.n", replaced_by_id="NULL", where="NOT s.lacks_deposit")
    # The facts a board shows are its project's own; these say that nothing has changed since.
    copy(RightsNoticeBoard, values, shown="'{}'", photo_id="NULL", photographed_on="NULL", seen="'no_photo'", where="NOT s.lacks_board")
    copy(ProjectProof, values, number="a.number || '-' || s.n")
    run(_EMPLOYERS)
    run(_CHECKED, values)
    return {"projects": made}
