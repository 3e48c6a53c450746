"""The list of 20,000 projects under any filter and the coverage of a city, against the bare statements that fetch as much."""

import os
from functools import partial

from bench import Row, Rows, alternately, timed

COUNT, ROUNDS = int(os.environ.get("BENCH_PROJECTS", "20000")), 5
FIRST = 1_000_000  # ids of the rows made here lie above
GOAL_LIST, GOAL_COVERAGE = 25, 5
FILTERS = {
    "no filter": "",
    "state and industry": "state=unfinished&industry=housing",
    "a name": "q=样例园区",
    "lacking an account": "state=unfinished&lacking=account",
    "a lamp": "state=unfinished&lamp=five/special_account/built",
    "late steps, by steps": "late=on&sort=-steps&cols=name&cols=steps",
}
FLOOR_LIST = ("SELECT count(*) FROM projects_project", "SELECT * FROM projects_project ORDER BY name_key, id LIMIT 25")
FLOOR_COVERAGE = ("SELECT region_id, m.key, m.value, count(*) FROM projects_systemlamps, jsonb_each_text(marks) m GROUP BY 1, 2, 3",)


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
    from tests.cast import signed_in  # noqa: PLC0415
    from tests.make import accounts, tenancy  # noqa: PLC0415

    places = tenancy.tree()
    fill(cursor, [places.county.pk, places.neighbour.pk, places.zone.pk], accounts.actor(Role.INSPECTOR, region=places.county), COUNT)
    judging = timed(partial(judge, places.city))
    yield Row(f"judge {COUNT:,} projects anew", "a second for each thousand", COUNT / 1000, judging, 1)
    cursor.execute("VACUUM ANALYZE")
    client = signed_in(accounts.actor(Role.OFFICE, region=places.city))

    def page(name: str, query: str = "") -> float:
        return timed(partial(_opened, client, f"{reverse(name)}?{query}"))

    def bare(statements: tuple[str, ...]) -> float:
        return timed(lambda: [cursor.execute(statement) or cursor.fetchall() for statement in statements])

    for words, query in FILTERS.items():
        floor, product = alternately(partial(bare, FLOOR_LIST), partial(page, "project_list", query), ROUNDS)
        yield Row(f"list of {COUNT:,}: {words}", "count and 25 rows, no row security", floor, product, GOAL_LIST)
    floor, product = alternately(partial(bare, FLOOR_COVERAGE), partial(page, "project_coverage"), ROUNDS)
    yield Row(f"coverage of a city of {COUNT:,}", "every lamp of the summary counted, no row security", floor, product, GOAL_COVERAGE)


def judge(region) -> None:
    """The summary of every project below the region, as the timetable makes it on a new day."""
    from portal.lib import clock  # noqa: PLC0415
    from portal.tenancy.actors import system_actor  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415
    from projects.actions.refresh_lamps import refresh_lamps  # noqa: PLC0415

    with acting(system_actor(region)) as system:
        refresh_lamps(actor=system, on=clock.today())


def _opened(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def fill(cursor, regions: list[int], actor, count: int) -> None:
    """One project made by the acts, copied in the database: one in ten is settled, half have an account, a third a deposit, all have facts."""
    from portal.tenancy.models import Region  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415
    from projects import facts  # noqa: PLC0415
    from projects.actions.post_fact import post_fact  # noqa: PLC0415
    from projects.models import Fact, Project, ProjectToken, WageSecurityDeposit  # noqa: PLC0415
    from tests.make.projects import make_account, make_deposit, make_project  # noqa: PLC0415

    with acting(actor):  # over before the copying begins, which waits for every other transaction
        first = make_project(Region.objects.get(pk=regions[0]), "样例园区", uploaded_on=None)
        make_account(first)
        make_deposit(first)
        value = facts.coverage(on_site=9, registered=9, with_contract=8)
        post_fact(project_id=first.pk, region_id=first.region_id, item="coverage", value=value, on=first.registered_on, source="花名册")
    spread = f"(ARRAY[{', '.join(map(str, regions))}])[1 + n % {len(regions)}]"
    own = {"uid": "gen_random_uuid()", "region_id": spread}
    names = {"code": "'X-' || n", "name": "'样例园区' || n", "name_key": "'yang' || n", "state": "CASE WHEN n % 10 = 0 THEN 'settled' ELSE a.state END"}
    _copy(cursor, Project, {"id": f"{FIRST} + n", "wage_officer_phone": "NULL"} | own | names, count - 1)
    hang = own | {"id": f"{FIRST} + 100 * n + a.id % 100", "project_id": f"{FIRST} + n"}
    _copy(cursor, Fact, hang, count - 1)
    _copy(cursor, ProjectToken, hang, count - 1)
    _copy(cursor, WageSecurityDeposit, hang, count // 3)
    _open_accounts(count // 2)


def _open_accounts(count: int) -> None:
    """Their numbers are sealed to their rows and cannot be copied."""
    from portal.tenancy.actors import system_actor  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415
    from projects.models import Project, SpecialWageAccount  # noqa: PLC0415

    with acting(system_actor()) as system:
        first = SpecialWageAccount.objects.visible_to(system).get()
        own = {name: getattr(first, name) for name in ("bank", "account_name", "opened_on", "agreement_on", "filed_on")}
        places = Project.objects.visible_to(system).filter(pk__gt=FIRST).order_by("pk").values_list("pk", "region_id")[:count]
        SpecialWageAccount.objects.bulk_create(
            SpecialWageAccount(project_id=pk, region_id=region, account_number=f"{10**15 + pk}", **own) for pk, region in places
        )


def _copy(cursor, model, special: dict[str, str], count: int) -> None:
    """Every row there is, so many times under other keys; written by the superuser, because no act makes twenty thousand."""
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    listed = ", ".join(f'"{column}"' for column in columns)
    picked = ", ".join(special.get(column, f'a."{column}"') for column in columns)
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {picked} FROM {table} a, generate_series(1, {count:d}) n")  # noqa: S608
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
