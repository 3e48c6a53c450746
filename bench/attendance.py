"""A day of attendance for a province: keeping the sums and the devices' last seen, against the raw COPY of the very same rows.

The goal was drawn from a COPY into a table with the key and two foreign keys; our own days have the key alone, so both floors are measured.
Every round is the next day of a month in which everybody has worked before, as most days are.
"""

import datetime as dt
import io
import os
from collections.abc import Callable
from typing import Any

from bench import Row, Rows, in_turns, timed

PROJECTS, PEOPLE = 20_000, 22  # 440,000 rows
ROUNDS = 5
MONTH = dt.date.today().replace(day=1)  # a month whose days are still to come
FIRST = 1_000_000  # ids of the projects made here lie above
PREPARE = """
CREATE TABLE bench_days (
    month date NOT NULL, project_id bigint NOT NULL, person bytea NOT NULL, day date NOT NULL, region_id bigint NOT NULL, employer_id bigint NOT NULL,
    units numeric(5,2) NOT NULL, hours numeric(5,2), source varchar(8) NOT NULL, upload_id bigint, PRIMARY KEY (month, project_id, person, day));
CREATE INDEX bench_days_day ON bench_days USING brin (day);
CREATE TABLE bench_bound_days (LIKE bench_days INCLUDING ALL, FOREIGN KEY (project_id) REFERENCES projects_project, FOREIGN KEY (employer_id) REFERENCES tenancy_organisation);
CREATE TABLE bench_people AS
SELECT m.month, %(first)s + n AS project_id, decode(md5(n || ' ' || w), 'hex') AS person, m.region_id, m.employer_id
  FROM wagepay_projectmonth m CROSS JOIN generate_series(1, %(projects)s) n CROSS JOIN generate_series(1, %(people)s) w;
GRANT ALL ON bench_days, bench_bound_days, bench_people TO portal_app;
INSERT INTO projects_project SELECT (jsonb_populate_record(p, jsonb_build_object('id', %(first)s + n, 'uid', gen_random_uuid(), 'code', 'B' || n, 'name', 'B' || n))).*
  FROM projects_project p CROSS JOIN generate_series(1, %(projects)s) n;
INSERT INTO wagepay_device SELECT (jsonb_populate_record(d, jsonb_build_object('id', %(first)s + n, 'uid', gen_random_uuid(), 'project_id', %(first)s + n))).*
  FROM wagepay_device d CROSS JOIN generate_series(1, %(projects)s) n;
INSERT INTO wagepay_projectmonth SELECT (jsonb_populate_record(m, jsonb_build_object('project_id', %(first)s + n))).*
  FROM wagepay_projectmonth m CROSS JOIN generate_series(1, %(projects)s) n;
INSERT INTO wagepay_workermonth (month, project_id, employer_id, person, region_id, worker_type, is_registered, has_contract, days, day_mask, first_day, last_day,
       days_outside, is_listed, listed_days, gross, deduction, net, owed, paid, paid_late, paid_outside, advance, other_card, failed, failed_lines)
SELECT month, project_id, employer_id, person, region_id, 20, true, true, 1, 1, month, month, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM bench_people;
"""
# What folding a day's punches leaves for the sums (wagepay.queries.punches).
FOLDED = """
CREATE TEMPORARY TABLE wagepay_folded_days ON COMMIT DROP AS
SELECT month, project_id, person, %(day)s::date AS day, region_id, employer_id, 10.5::numeric(5, 2) AS hours, 'device' AS source, 1::numeric(5, 2) AS units,
       NULL::date AS left_on, month AS registered_on, 'labour' AS contract_kind, month AS contract_signed_on, 20::smallint AS worker_type,
       NULL::numeric AS old_units, NULL::numeric AS old_hours, NULL::text AS old_source, NULL::bigint AS old_employer_id
  FROM bench_people
"""


def rows() -> Rows:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415  (only benchmarks that need the project load it)

    django.setup()
    from tests import database  # noqa: PLC0415

    with database.server() as postgres, database.clone(postgres) as name:
        with database.using(name):
            province = Province()
        with postgres.superuser(name) as cursor, database.using(name):
            cursor.execute(PREPARE, {"first": FIRST, "projects": PROJECTS, "people": PEOPLE})
            cursor.execute("VACUUM ANALYZE")
            # Between two days lies a night in which the dead rows of the last one are cleared away.
            yield from province.measured(lambda: cursor.execute(f"VACUUM wagepay_workermonth_{MONTH:%Y%m}, wagepay_projectmonth, wagepay_device"))


class Province:
    """One project with a month, made as the portal makes it; the others are its copies."""

    def __init__(self) -> None:
        from portal.accounts.enums import Role  # noqa: PLC0415
        from portal.tenancy.scope import acting  # noqa: PLC0415
        from tests.make import accounts, projects, tenancy, wagepay  # noqa: PLC0415
        from wagepay.models import Device  # noqa: PLC0415

        county = tenancy.tree().county
        self.actor: Any = accounts.actor(Role.INSPECTOR, region=county)
        with acting(self.actor):
            project = projects.make_project(county, "某某花园项目", general_contractor=tenancy.enterprise())
            wagepay.project_month(project, month=MONTH, attended=PEOPLE, attended_days=PEOPLE, day_mask=1)
            at = dt.datetime(MONTH.year, MONTH.month, 1, tzinfo=dt.UTC)
            Device(region=county, project=project, serial="KQ-1", kind="gate", place="东大门", recorded_by="样例", recorded_at=at).save()

    def measured(self, night: Callable[[], None]) -> Rows:
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute("SELECT project_id, encode(person, 'hex'), region_id, employer_id FROM bench_people")
            self.people = cursor.fetchall()
        days = [MONTH + dt.timedelta(days=n) for n in range(1, ROUNDS + 3)]
        for _ in range(2):  # the first days of the month spread the rows over their pages
            self.upkeep(days.pop(), night)
        turns = iter(days), iter(days), iter(days)
        bare, bound, product = in_turns(
            ROUNDS,
            lambda: self.copy("bench_days", next(turns[0])),
            lambda: self.copy("bench_bound_days", next(turns[1])),
            lambda: self.upkeep(next(turns[2]), night),
        )
        title = f"sums of an attendance day of {len(self.people):,} rows"
        yield Row(title, "COPY of the day's rows with the key and two foreign keys, of which the goal was drawn", bound, product, 0.7)
        yield Row(title, "COPY of the day's rows with the key alone, as our own table has it", bare, product, 0.7)

    def lines(self, day: dt.date) -> str:
        return "".join(
            f"{MONTH}\t{project}\t\\\\x{person}\t{day}\t{region}\t{employer}\t1\t10.5\tdevice\t\\N\n" for project, person, region, employer in self.people
        )

    def copy(self, table: str, day: dt.date) -> float:
        """A floor: the day's rows into a table without row security that has the same columns, and a commit."""
        from django.db import connection, transaction  # noqa: PLC0415

        stream = io.StringIO(self.lines(day))

        def load() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.cursor.copy_expert(f"COPY {table} FROM STDIN", stream)

        return timed(load)

    def upkeep(self, day: dt.date, night: Callable[[], None]) -> float:
        """Seconds from the folded day to the committed sums, under row security."""
        import time  # noqa: PLC0415

        from django.db import connection  # noqa: PLC0415

        from portal.tenancy.scope import acting  # noqa: PLC0415
        from wagepay.models import Device  # noqa: PLC0415
        from wagepay.queries.day_upkeep import add_days  # noqa: PLC0415

        with acting(self.actor):
            with connection.cursor() as cursor:
                cursor.execute(FOLDED, {"day": day})
            begin = time.perf_counter()
            assert add_days("wagepay_folded_days") == []
            Device._base_manager.filter(project__gt=FIRST).update(last_seen_at=dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC))
        seconds = time.perf_counter() - begin
        night()
        return seconds
