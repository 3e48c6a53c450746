"""The people of a province's sites in the county's register and the firms' rosters. What would be sealed is not: nobody reads it there."""

from typing import Any

from bench.province.sites import chance, make, run

# A worker's wage for a day, and when he was born, follow from his number.
_PEOPLE = f"""
SELECT s.n, w AS place, s.id AS project_id, s.region_id, s.employer_id, decode(md5(%(seed)s || '/' || s.n || '/' || w), 'hex') AS person,
       decode(md5(s.n || ':' || w || ':' || %(seed)s), 'hex') AS card_index, 180 + 20 * ({chance("s.n::bigint * 4096 + w", 31)} * 9)::int AS rate,
       '样工' || s.n || '_' || w AS name, (ARRAY['一班', '二班', '三班', '四班'])[1 + w %% 4] AS team, (ARRAY['木工', '钢筋工', '架子工', '杂工'])[1 + w %% 4] AS trade
  FROM province_site s CROSS JOIN LATERAL generate_series(1, s.workers) w
"""
_WORKERS = """
INSERT INTO wagepay_worker (uid, region_id, name, name_key, id_kind, id_number, id_index, birth_on, is_migrant, recorded_at)
SELECT gen_random_uuid(), region_id, name, '', '01', '\\x00', person, %(on)s::date - 7000 - place * 37 %% 13000, true, %(at)s FROM province_person
"""
# Everybody came with the site's start, has a contract and was trained before his first day.
_ENGAGED = """
INSERT INTO wagepay_engagement (uid, region_id, project_id, employer_id, worker_id, source, registered_on, name, name_key, id_kind, id_number, id_index, birth_on,
       phone_index, card_index, bank_name, team, trade, worker_type, contract_kind, contract_signed_on, wage_form, daily_rate, entered_on, trained_on,
       training_hours, changed_at)
SELECT gen_random_uuid(), c.region_id, c.project_id, c.employer_id, w.id, 'roster', p.started_on, c.name, '', '01', '\\x00', c.person, w.birth_on,
       c.person, c.card_index, '', c.team, c.trade, 20, 'labour', p.started_on, 'day', c.rate, p.started_on, p.started_on, 8, %(at)s
  FROM province_person c JOIN projects_project p ON p.id = c.project_id JOIN wagepay_worker w ON w.region_id = c.region_id AND w.id_index = c.person
 ORDER BY c.n, c.place
"""


def fill_people(values: dict[str, Any]) -> dict[str, int]:
    make("province_person", _PEOPLE, values)
    run(_WORKERS, values)
    return {"workers": run(_ENGAGED, values)}
