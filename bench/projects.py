"""The list of 20,000 projects under any filter and the coverage of a city, against the bare statements that fetch as much."""

import os
from collections.abc import Callable
from functools import partial

from bench import Row, Rows, alternately, timed

COUNT, ROUNDS = 20_000, 5
FILTERS = {
    "no filter": "",
    "state and industry": "state=unfinished&industry=housing",
    "a name": "q=样例园区777",
    "lacking an account": "state=unfinished&lacking=account",
    "a lamp": "state=unfinished&lamp=five/special_account/built",
    "late steps, by steps": "late=on&sort=-steps&cols=name&cols=steps",
}
FLOOR_LIST = "SELECT count(*) FROM projects_project; SELECT * FROM projects_project ORDER BY name_key, id LIMIT 25"
FLOOR_COVERAGE = "SELECT region_id, count(*) FROM projects_systemlamps GROUP BY 1"


def rows() -> Rows:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415  (only benchmarks that need the project load it)

    django.setup()
    from tests import database  # noqa: PLC0415

    with database.server() as postgres, database.clone(postgres) as name, postgres.superuser(name) as cursor, database.using(name):
        yield from measured(cursor)


def measured(cursor) -> Rows:
    from django.urls import reverse  # noqa: PLC0415

    from portal.accounts.enums import Role  # noqa: PLC0415
    from portal.lib import clock  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415
    from projects.actions.refresh_lamps import refresh_lamps  # noqa: PLC0415
    from tests.cast import signed_in  # noqa: PLC0415
    from tests.make import accounts, tenancy  # noqa: PLC0415

    places = tenancy.tree()
    office = accounts.actor(Role.OFFICE, region=places.city)
    with acting(accounts.actor(Role.INSPECTOR, region=places.county)) as actor:
        fill(cursor, [places.county.pk, places.neighbour.pk, places.zone.pk], actor)
    client = signed_in(office)

    def page(name: str, query: str = "") -> float:
        return timed(lambda: _opened(client, f"{reverse(name)}?{query}"))

    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), acting(office):
        judging = timed(partial(_judge, refresh_lamps, places, clock.today()))
    yield Row(f"judge {COUNT:,} projects (s, against a second for each thousand)", "1 s per 1,000", COUNT / 1000, judging, 1)
    cursor.execute("ANALYZE")
    bare = _bare(connection)
    for words, query in FILTERS.items():
        floor, product = alternately(lambda: bare(FLOOR_LIST), partial(page, "project_list", query), ROUNDS)
        yield Row(f"list of {COUNT:,}, {words}", "count and 25 rows without row security", floor, product, 60)
    floor, product = alternately(lambda: bare(FLOOR_COVERAGE), lambda: page("project_coverage"), ROUNDS)
    yield Row(f"coverage over {COUNT:,}", "count of the summary's rows", floor, product, 120)


def _judge(refresh: Callable, places, on) -> None:
    from portal.tenancy.actors import system_actor  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415

    with acting(system_actor(places.city)) as system:
        refresh(actor=system, on=on)


def _bare(connection) -> Callable[[str], float]:
    from portal.tenancy.actors import system_actor  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415

    def run(sql: str) -> float:
        from django.db import transaction  # noqa: PLC0415

        with transaction.atomic(), acting(system_actor()), connection.cursor() as cursor:
            return timed(lambda: [cursor.execute(part) or cursor.fetchall() for part in sql.split(";")])

    return run


def _opened(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def fill(cursor, regions: list[int], actor) -> None:
    """One project made by the act, copied in the database; half of them with an account, all with facts."""
    from django.db import transaction  # noqa: PLC0415

    from portal.tenancy.models import Region  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415
    from projects import facts  # noqa: PLC0415
    from projects.actions.post_fact import post_fact  # noqa: PLC0415
    from projects.models import Fact, Project, ProjectToken, SpecialWageAccount  # noqa: PLC0415
    from tests.make.projects import make_account, make_project  # noqa: PLC0415

    with transaction.atomic(), acting(actor):
        first = make_project(Region.objects.get(pk=regions[0]), "样例园区", uploaded_on=None)
        make_account(first)
        post_fact(project_id=first.pk, region_id=first.region_id, item="coverage", value=facts.coverage(on_site=9, registered=9, with_contract=8), on=first.registered_on, source="x")  # fmt: skip
    spread = "(ARRAY[{}])[1 + n % {}]".format(", ".join(map(str, regions)), len(regions))
    special = {"id": "1000000 + n", "uid": "gen_random_uuid()", "code": "'X-' || n", "name": "'样例园区' || n", "name_key": "'yang' || n", "region_id": spread, "wage_officer_phone": "NULL"}  # fmt: skip
    _copy(cursor, Project, first.pk, special, COUNT - 1)
    hang = {"id": "2000000 + n", "uid": "gen_random_uuid()", "project_id": "1000000 + n", "region_id": spread}
    for model, count in ((Fact, COUNT - 1), (ProjectToken, COUNT - 1)):
        _copy(cursor, model, None, {k: v for k, v in hang.items() if k != "uid"}, count)
    sealed = {"account_number": "a.account_number", "account_index": "decode(md5(n::text), 'hex')"}
    _copy(cursor, SpecialWageAccount, None, hang | sealed, COUNT // 2)


def _copy(cursor, model, key: int | None, special: dict[str, str], count: int) -> None:
    """Rows like the first one, under other keys; written by the superuser, because no act makes twenty thousand."""
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    picked = ", ".join(special.get(column, f"a.{column}") for column in columns)
    where = f"a.id = {key}" if key else f"a.id = (SELECT min(id) FROM {table})"  # noqa: S608
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {picked} FROM {table} a, generate_series(1, %s) n WHERE {where}", [count])  # noqa: S608
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
