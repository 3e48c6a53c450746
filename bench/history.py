"""What keeping history costs the portal's own writes: the same acts with the triggers off, under the same row security."""

import os
from collections.abc import Callable

from bench import Row, Rows, alternately, timed

COUNT, SINGLE, ROUNDS = 2_000, 300, 7


def rows() -> Rows:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415  (only benchmarks that need the project load it)

    django.setup()
    from tests import database  # noqa: PLC0415

    with database.server() as postgres, database.clone(postgres) as name, postgres.superuser(name) as cursor:

        def switch(word: str) -> None:
            cursor.execute(f"ALTER TABLE earlywarning_earlywarning {word} TRIGGER USER")

        with database.using(name):
            yield from measured(switch)


def measured(switch: Callable[[str], None]) -> Rows:
    from django.db import connection, transaction  # noqa: PLC0415

    from earlywarning.models import EarlyWarning  # noqa: PLC0415
    from portal.accounts.enums import Role  # noqa: PLC0415
    from portal.tenancy.scope import acting  # noqa: PLC0415
    from tests.make import accounts, tenancy  # noqa: PLC0415
    from tests.make.earlywarning import make_warning  # noqa: PLC0415
    from tests.make.projects import make_project  # noqa: PLC0415

    county = tenancy.tree().county
    actor = accounts.actor(Role.INSPECTOR, region=county)
    with acting(actor):
        first = make_warning(make_project(county))
    values = {field.attname: getattr(first, field.attname) for field in EarlyWarning._meta.fields if field.name not in ("id", "uid", "rule")}

    def many(kept: bool) -> tuple[float, float]:
        switch("ENABLE" if kept else "DISABLE")
        made = [EarlyWarning(**values, rule=f"X{number}") for number in range(COUNT)]
        with transaction.atomic(), acting(actor):
            inserting = timed(lambda: EarlyWarning.objects.bulk_create(made, batch_size=500))
            for row in made:
                row.level, row.closing_note = "yellow", row.rule
            updating = timed(lambda: EarlyWarning._base_manager.bulk_update(made, ["level", "closing_note"], batch_size=500))
            transaction.set_rollback(True)
        return inserting, updating

    columns = [field.column for field in EarlyWarning._meta.fields if not field.primary_key]
    copied = {"uid": "gen_random_uuid()", "rule": "'X' || n"}
    selected = ", ".join(copied.get(column, f"w.{column}") for column in columns)
    insert = (  # the names are the model's own
        f"INSERT INTO earlywarning_earlywarning ({', '.join(columns)}) SELECT {selected}"  # noqa: S608
        " FROM earlywarning_earlywarning w CROSS JOIN generate_series(1, %s) n WHERE w.id = %s"
    )

    def bare(kept: bool) -> tuple[float, float]:
        """One statement for all rows, as the scan and the summaries write: nothing of the ORM's own work hides the cost."""
        switch("ENABLE" if kept else "DISABLE")
        with transaction.atomic(), acting(actor), connection.cursor() as cursor:
            inserting = timed(lambda: cursor.execute(insert, [COUNT, first.pk]))
            updating = timed(lambda: cursor.execute("UPDATE earlywarning_earlywarning SET level = 'yellow', closing_note = rule WHERE id <> %s", [first.pk]))
            transaction.set_rollback(True)
        return inserting, updating

    def one_by_one(kept: bool) -> float:
        switch("ENABLE" if kept else "DISABLE")
        with transaction.atomic(), acting(actor):
            seconds = timed(lambda: [first.save() for first.closing_note in map(str, range(SINGLE))])
            transaction.set_rollback(True)
        return seconds

    for way, work in (("by the ORM", many), ("in one statement", bare)):
        times = [(work(False), work(True)) for _ in range(ROUNDS)]
        for place, title, goal in ((0, "insert", 1.3), (1, "update", 2.5)):
            floor, product = (sorted(pair[side][place] for pair in times)[ROUNDS // 2] for side in (0, 1))
            yield Row(f"history: {title} of {COUNT:,} rows {way}", "without history", floor, product, goal)
    floor, product = alternately(lambda: one_by_one(False), lambda: one_by_one(True), ROUNDS)
    yield Row(f"history: {SINGLE} saves of one row", "without history", floor, product, 2.5)
