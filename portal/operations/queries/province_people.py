"""The people of a province's sites, from staged rows into the county's register and the firms' rosters."""

from typing import Any

from portal.operations.queries.province_sites import run

_PERSON = """
CREATE TEMPORARY TABLE province_person ON COMMIT DROP AS
SELECT c.n, c.place, s.id AS project_id, s.region_id, s.employer_id, c.person, c.card_index, c.rate, c.name, c.team, c.trade
  FROM province_crowd c JOIN province_site s ON s.n = c.n WHERE false
"""
_ADD = """
INSERT INTO province_person SELECT c.n, c.place, s.id, s.region_id, s.employer_id, c.person, c.card_index, c.rate, c.name, c.team, c.trade
  FROM province_crowd c JOIN province_site s ON s.n = c.n
"""
_WORKERS = """
INSERT INTO wagepay_worker (uid, region_id, name, name_key, id_kind, id_number, id_index, birth_on, is_migrant, recorded_at)
SELECT c.worker_uid, s.region_id, c.name, '', '01', c.worker_number, c.person, c.birth_on, true, %(at)s
  FROM province_crowd c JOIN province_site s ON s.n = c.n
"""
# Everybody came with the site's start, has a contract and was trained before his first day.
_ENGAGED = """
INSERT INTO wagepay_engagement (uid, region_id, project_id, employer_id, worker_id, source, registered_on, name, name_key, id_kind, id_number, id_index, birth_on, phone,
       phone_index, card, card_index, bank_name, team, trade, worker_type, contract_kind, contract_signed_on, wage_form, daily_rate, entered_on, trained_on,
       training_hours, changed_at)
SELECT c.uid, s.region_id, s.id, s.employer_id, w.id, 'roster', p.started_on, c.name, '', '01', c.id_number, c.person, c.birth_on, c.phone,
       c.phone_index, c.card, c.card_index, c.bank_name, c.team, c.trade, 20, 'labour', p.started_on, 'day', c.rate, p.started_on, p.started_on, 8, %(at)s
  FROM province_crowd c JOIN province_site s ON s.n = c.n JOIN projects_project p ON p.id = s.id
  JOIN wagepay_worker w ON w.region_id = s.region_id AND w.id_index = c.person
"""


def open_list(values: dict[str, Any]) -> None:
    """The list of everybody that the months are drawn from, still empty; there is a staged crowd, so that its columns are known."""
    run(_PERSON, values)


def engage_crowd(values: dict[str, Any]) -> int:
    """The staged people enter the register, the rosters and the list."""
    run(_ADD, values)
    run(_WORKERS, values)
    return run(_ENGAGED, values)


def list_everybody() -> None:
    run("CREATE INDEX ON province_person (project_id, person); ANALYZE province_person")
