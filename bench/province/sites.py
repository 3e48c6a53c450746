"""The sites of a province, copied from a few that were registered by the acts themselves.

Tables of the build: ``province_model`` (the registered ones), ``province_site`` (the copies), ``province_month`` (how each month of a site
goes). Chance is a hash of seed and number, so the same seed and day give the same province.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from portal.lib.fields import BlindIndexField, EncryptedField
from wagepay.queries.bulk import staged


def chance(key: str, salt: int) -> str:
    """An SQL expression for a number from 0 up to 1 that depends on the key, the seed and the salt."""
    return f"((hashint8extended(({key})::bigint, %(seed)s::bigint * 1000 + {salt}) & 1048575) / 1048576.0)"


# Sites differ in size as those of a province do: one in four hundred has 2,000 people, one in twenty 300, the others 12 to 52.
# Trouble comes from the site and from its firm.
_SITES = f"""
SELECT n, nextval(pg_get_serial_sequence('projects_project', 'id')) AS id, m.project_id AS model_id, m.region_id, m.region_code,
       f.contractors[1 + f.firm] AS contractor_id, f.subcontractors[1 + f.labour] AS employer_id, f.owners[1 + f.owner] AS owner_id,
       0.6 * {chance("n", 4)} + 0.4 * {chance("f.firm", 5)} AS risk,
       CASE WHEN n %% 400 = 0 THEN 2000 WHEN n %% 20 = 0 THEN 300 ELSE 12 + ({chance("n", 6)} * 40)::int END AS workers,
       (ARRAY[10, 12, 15, 18, 20])[1 + n %% 5] AS pay_day, (-240 + {chance("n", 7)} * 200)::int AS shift,
       {chance("n", 8)} < 0.004 AS lacks_account, {chance("n", 9)} < 0.004 AS lacks_deposit, {chance("n", 10)} < 0.003 AS lacks_board,
       CASE WHEN {chance("n", 11)} < 0.012 THEN (ARRAY[4, 7, 10, 13, 16])[1 + n %% 5] ELSE 31 END AS silent_after
  FROM generate_series(1, %(projects)s) AS n
  JOIN province_model m ON m.place = n %% (SELECT count(*) FROM province_model)
 CROSS JOIN LATERAL (SELECT %(contractors)s::bigint[] AS contractors, %(subcontractors)s::bigint[] AS subcontractors, %(owners)s::bigint[] AS owners,
                            floor({chance("n", 1)} * %(contractor_count)s)::int AS firm, floor({chance("n", 2)} * %(subcontractor_count)s)::int AS labour,
                            floor({chance("n", 3)} * %(owner_count)s)::int AS owner) f
"""
# A bad month: paid in part, not at all, or late; before 春节 money is short more often. What is left comes after weeks, if it comes.
_MONTHS = f"""
SELECT d.*, CASE WHEN d.bad AND d.how < 0.5 THEN 50 + (d.more * 40)::int WHEN d.bad THEN 0 ELSE 100 END AS share,
       d.due_on - (d.more * 4)::int AS paid_on,
       CASE WHEN d.bad THEN d.due_on + CASE WHEN d.how >= 0.8 THEN 3 + (d.more * 10)::int ELSE 6 + (d.more * d.more * 130)::int END END AS rest_on,
       (d.month + interval '1 month')::date + 4 AS cycle_due_on,
       CASE WHEN d.bad AND d.why < 0.7 OR NOT d.bad AND d.risk > 0.8 AND d.why < 0.25 OR d.why < 0.015
            THEN 4 + (d.more * 45)::int ELSE 0 END AS cycle_late
  FROM (SELECT s.n, s.id AS project_id, s.region_id, s.employer_id, s.risk, t.month, t.back, t.due_on,
               {chance("s.n * 64 + t.back", 21)} < CASE WHEN s.risk > 0.8 THEN CASE WHEN t.is_winter THEN 0.35 ELSE 0.06 END
                                                        ELSE CASE WHEN t.is_winter THEN 0.006 ELSE 0.001 END END AS bad,
               {chance("s.n * 64 + t.back", 22)} AS how, {chance("s.n * 64 + t.back", 23)} AS more, {chance("s.n * 64 + t.back", 24)} AS why
          FROM province_site s
          JOIN unnest(%(months_of)s::date[], %(backs)s::int[], %(pay_days_of)s::int[], %(dues_of)s::date[], %(winters)s::bool[])
               AS t (month, back, pay_day, due_on, is_winter) ON t.pay_day = s.pay_day) d
"""
# Nobody is paid on a day that has not come.
_NOT_YET = """
UPDATE province_month SET paid_on = CASE WHEN paid_on > %(on)s THEN %(never)s ELSE paid_on END,
       rest_on = CASE WHEN rest_on > %(on)s THEN %(never)s ELSE rest_on END
 WHERE paid_on > %(on)s OR rest_on > %(on)s
"""


def run(sql: str, values: dict[str, Any] | None = None) -> int:
    """One statement of the build; returns the rows written."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def unhurried() -> None:
    """Statements of a whole province take longer than those of a page may. What was just written is in no statistics yet: a loop that was chosen for
    a handful of rows never ends."""
    run("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '128MB'; SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off")


def make(name: str, select: str, values: dict[str, Any], *, key: str = "") -> None:
    """A table of the build: it goes with the transaction, or stands for several connections until the ground is left."""
    kind, end = ("UNLOGGED", "") if values["apart"] else ("TEMPORARY", "ON COMMIT DROP")
    run(f"CREATE {kind} TABLE {name} {end} AS {select}", values)
    if key:
        run(f"CREATE UNIQUE INDEX ON {name} ({key})")
    run(f"ANALYZE {name}")


def make_of(name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]], values: dict[str, Any], *, key: str = "") -> None:
    """The same of rows at hand."""
    make(name, f"TABLE {staged(f'{name}_staged', columns, rows)}", values, key=key)


def draw_sites(values: dict[str, Any]) -> None:
    """Which sites there are."""
    make("province_site", _SITES, values, key="n")


def draw_months(values: dict[str, Any]) -> None:
    """How each month of each site goes."""
    make("province_month", _MONTHS, values)
    run(_NOT_YET, values)
    run("ANALYZE province_month")


def copy(model: type[models.Model], values: dict[str, Any], *, where: str = "", **special: str) -> int:
    """Each site's rows like those of its model: dates moved with the site, numbers that are sealed left out, ``special`` as given."""
    columns, picked = [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.column not in special:
            continue
        columns.append(f'"{field.column}"')
        picked.append(special.get(field.column) or _like_the_model(field))
    key = "a.id" if model._meta.label == "projects.Project" else "a.project_id"
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(picked)} FROM province_site s JOIN {model._meta.db_table} a ON {key} = s.model_id"
    return run(f"{sql}{f' WHERE {where}' if where else ''} ORDER BY s.n, a.id", values)


def _like_the_model(field: models.Field) -> str:
    if field.column == "project_id":
        return "s.id"
    if field.column == "uid":
        return "gen_random_uuid()"
    if isinstance(field, EncryptedField | BlindIndexField):
        return "NULL"
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return f'a."{field.column}" + s.shift'
    return f'a."{field.column}"'
