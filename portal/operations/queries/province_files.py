"""The project files of a province's sites: copies of the registered ones with names, firms and accounts of their own."""

from typing import Any

from django.db import connection

from portal.operations.queries.province_sites import copy, run
from projects.models import Project, ProjectParty, ProjectProof, RightsNoticeBoard, SiteState, SpecialWageAccount, WageSecurityDeposit

_NUMBERS = """
SELECT s.n, s.model_id, r.name FROM province_site s JOIN tenancy_region r ON r.id = s.region_id ORDER BY s.n
"""
# The county's numbers go on where the acts have left them.
_CODES = """
CREATE TEMPORARY TABLE province_code ON COMMIT DROP AS
SELECT s.n, s.region_code || '-' || %(year)s || '-' || to_char(coalesce(c.last, 0) + row_number() OVER (PARTITION BY s.region_id ORDER BY s.n), 'FM00000') AS code
  FROM province_site s LEFT JOIN projects_projectcounter c ON c.region_id = s.region_id AND c.year = %(year)s
"""
_COUNT_ON = """
INSERT INTO projects_projectcounter AS c (region_id, year, last) SELECT region_id, %(year)s, count(*) FROM province_site GROUP BY region_id
    ON CONFLICT (region_id, year) DO UPDATE SET last = c.last + EXCLUDED.last
"""
_INSPECTOR = "(SELECT i.user_id FROM province_inspector i WHERE i.region_id = s.region_id AND i.place = s.n / 7 %% i.many)"
_SHADOWS = """
INSERT INTO tenancy_participation (organisation_id, project_id, part, since)
SELECT y.organisation_id, y.project_id, y.part, min(y.entered_on) FROM projects_projectparty y JOIN province_site s ON s.id = y.project_id
 GROUP BY y.organisation_id, y.project_id, y.part
"""
_TOKENS = "INSERT INTO projects_projecttoken (project_id, region_id, token) SELECT s.id, s.region_id, t.token FROM province_token t JOIN province_site s ON s.n = t.n"


def numbers(values: dict[str, Any]) -> list[tuple[int, int, str]]:
    """(number, model, region's name) of every site."""
    return _rows(_NUMBERS, values)


def workers() -> list[tuple[int, int]]:
    """(number, people) of every site."""
    return _rows("SELECT n, workers FROM province_site ORDER BY n")


def keys_of_sites() -> list[tuple[int, int]]:
    """(project, pay day) of every site."""
    return _rows("SELECT id, pay_day FROM province_site ORDER BY id")


def copy_files(values: dict[str, Any]) -> int:
    """Project, parties, state, deposit, boards and papers of every site."""
    given = values | {"year": values["on"].year}
    run(_CODES, given)
    run(_COUNT_ON, given)
    named = {name: f"(SELECT c.{name} FROM province_name c WHERE c.n = s.n)" for name in ("name", "name_key")}
    made = copy(
        Project, values, **named, id="s.id", code="(SELECT c.code FROM province_code c WHERE c.n = s.n)", owner_id="s.owner_id", general_contractor_id="s.contractor_id",
        pay_day="s.pay_day", pay_month_offset="1", changed_by="%(mark)s", inspector_id=_INSPECTOR, permit_number="a.permit_number || '-' || s.n", address="a.address || s.n || '号'",
    )  # fmt: skip
    firm = "CASE a.part WHEN 'owner' THEN s.owner_id WHEN 'general_contractor' THEN s.contractor_id WHEN 'subcontractor' THEN s.employer_id ELSE a.organisation_id END"
    copy(ProjectParty, values, organisation_id=firm, parent_id="NULL", where="a.left_on IS NULL")
    run(_SHADOWS)
    copy(SiteState, values, where="a.until IS NULL")
    copy(WageSecurityDeposit, values, document_number="a.document_number || '-' || s.n", replaced_by_id="NULL", where="NOT s.lacks_deposit")
    # The facts a board shows are its project's own; these say that nothing has changed since.
    copy(RightsNoticeBoard, values, shown="'{}'", photo_id="NULL", photographed_on="NULL", seen="'no_photo'", where="NOT s.lacks_board")
    copy(ProjectProof, values, number="a.number || '-' || s.n")
    return made


def write_tokens(values: dict[str, Any]) -> int:
    return run(_TOKENS, values)


def open_accounts(values: dict[str, Any]) -> int:
    """One account of each site that has one."""
    own = {name: f"(SELECT c.{name} FROM province_account c WHERE c.n = s.n)" for name in ("uid", "account_number", "account_index")}
    return copy(SpecialWageAccount, values, **own, where="NOT s.lacks_account")


def _rows(sql: str, values: dict[str, Any] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
