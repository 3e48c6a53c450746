"""The isolation check: every tenant table under every kind of scope, in SQL, as the application role.

It runs in a scratch clone whose foreign keys, checks and NOT NULLs are taken away, so that a row needs only its key and
the columns row security looks at: no table can be forgotten because nobody wrote a builder for it. ``leaks`` tells what
is wrong in words; the negative control takes the policies away and demands that it finds something on every table.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2
from psycopg2 import errors, sql

from portal.embedded import Postgres
from portal.tenancy.models import TenantModel
from portal.tenancy.scope import SETTINGS, person_key

# Ids of regions (a county, its neighbour, their city, a county elsewhere), projects and enterprises; no row needs to exist.
COUNTY, NEIGHBOUR, CITY, ELSEWHERE = 11, 12, 10, 21
OWN_PROJECT, OWN_FIRM = 51, 71
MONTH = dt.date.today().replace(day=1)  # a month that every partitioned table has

Cursor = "psycopg2.extensions.cursor"


@dataclass(frozen=True)
class Row:
    """To whom one row of every table belongs."""

    region: int
    project: int
    firm: int

    @property
    def person(self) -> bytes:
        """Somebody of the region, known by his blind index."""
        return self.firm.to_bytes(16, "big")


ROWS = {
    "own": Row(COUNTY, OWN_PROJECT, OWN_FIRM),
    "neighbour": Row(NEIGHBOUR, 52, 72),
    "city": Row(CITY, 53, 73),
    "elsewhere": Row(ELSEWHERE, 54, 74),
}


@dataclass(frozen=True)
class Table:
    """A tenant table: its key and the database columns of the model's rule."""

    name: str
    key: tuple[str, ...]
    region: str | None
    project: str | None
    enterprise: str | None
    intake: str | None
    project_writes: bool
    intake_writes: bool
    downward: bool
    person: str | None
    person_adds: bool

    @classmethod
    def of(cls, model: type[TenantModel]) -> "Table":
        rule, meta = model.tenant, model._meta

        def column(path: str | None) -> str | None:
            return None if path is None else meta.pk.column if path == "pk" else meta.get_field(path).column

        key = tuple(field.column for field in getattr(meta, "pk_fields", (meta.pk,)))
        columns = (column(rule.region), column(rule.project), column(rule.enterprise), column(rule.intake))
        return cls(meta.db_table, key, *columns, rule.project_writes, rule.intake_writes, rule.downward, column(rule.person), rule.person_adds)

    @property
    def is_project(self) -> bool:
        """The table of projects itself: the key is the project, so a new row is one that no scope names yet."""
        return self.project in self.key

    def values(self, row: Row, serial: int, types: dict[str, str], *, fresh: bool = False) -> dict[str, object]:
        """The least a row needs: a key of its own and the columns of the rule."""
        found = {column: fill(types[column], serial) for column in self.key}
        for column, value in (
            (self.region, row.region),
            (self.enterprise, row.firm),
            (self.project, row.project),
            (self.intake, row.project),
            (self.person, row.person),
        ):
            if column and not (fresh and self.is_project and column in self.key):
                found[column] = value
        return found


def fill(kind: str, serial: int) -> object:
    """Some value of a type that is not the same twice where it can be."""
    if kind in ("integer", "bigint", "smallint", "numeric"):
        return 1000 + serial
    if kind == "uuid":
        return str(uuid.UUID(int=serial))
    if kind == "date":
        return MONTH
    if kind == "bytea":
        return serial.to_bytes(16, "big")
    if kind.startswith("timestamp"):
        return dt.datetime(2026, 10, 1, 0, 0, serial % 60, tzinfo=dt.UTC)
    return f"x{serial}"


@dataclass(frozen=True)
class Case:
    """One scope: its settings, the rows it must show and the rows it may write."""

    name: str
    settings: dict[str, int]
    shown: frozenset[str]
    written: frozenset[str]
    # Rows it adds without ever changing one.
    added: frozenset[str] = frozenset()

    def lets_add(self, table: Table) -> bool:
        return not table.is_project or "write_regions" in self.settings


def cases(table: Table) -> list[Case]:
    """What the model's rule says about each kind of scope."""

    def scope(name: str, settings: dict[str, int], shown: set[str], written: set[str]) -> Case:
        return Case(name, settings, frozenset(shown), frozenset(written))

    by_region, by_project, by_firm, by_intake = (bool(c) for c in (table.region, table.project, table.enterprise, table.intake))
    mine = {"own"}
    return [
        scope("nobody", {}, set(), set()),
        scope("a county", {"read_regions": COUNTY, "write_regions": COUNTY}, mine if by_region else set(), mine if by_region else set()),
        scope("a county elsewhere", {"read_regions": ELSEWHERE, "write_regions": ELSEWHERE}, *([{"elsewhere"} if by_region else set()] * 2)),
        scope("an auditor", {"read_regions": COUNTY}, mine if by_region else set(), set()),
        scope(
            "a city",
            {"read_regions": (CITY, COUNTY, NEIGHBOUR), "write_regions": CITY},
            {"own", "neighbour", "city"} if by_region else set(),
            {"city"} if by_region else set(),
        ),
        scope("a county under its city", {"above_regions": CITY}, {"city"} if table.downward else set(), set()),
        scope("a participant", {"read_projects": OWN_PROJECT}, mine if by_project else set(), set()),
        scope(
            "a participant who writes",
            {"read_projects": OWN_PROJECT, "write_projects": OWN_PROJECT},
            mine if by_project else set(),
            mine if by_project and table.project_writes else set(),
        ),
        scope("an enterprise", {"read_enterprises": OWN_FIRM, "write_enterprises": OWN_FIRM}, *([mine if by_firm else set()] * 2)),
        Case(
            "a person on his own pages",
            {"own_regions": COUNTY, "own_people": person_key(ROWS["own"].person)},
            frozenset(mine if table.person else ()),
            frozenset(),
            frozenset(mine if table.person_adds else ()),
        ),
        Case("somebody else of the county", {"own_regions": COUNTY, "own_people": person_key(ROWS["neighbour"].person)}, frozenset(), frozenset()),
        scope("a worker", {"intake_projects": OWN_PROJECT}, mine if by_intake else set(), mine if by_intake and table.intake_writes else set()),
    ]


def prepare(postgres: Postgres, name: str, tables: list[Table]) -> None:
    """Only row security is left between a role and a row of the clone."""
    with postgres.superuser(name) as cursor:
        for table in tables:
            strip(cursor, table.name)
            plant(cursor, table)


def drop_policies(postgres: Postgres, name: str, tables: list[Table]) -> None:
    """Nothing is left between a role and a row of the clone."""
    with postgres.superuser(name) as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(sql.Identifier(table.name)))


def strip(cursor: Cursor, table: str) -> None:
    """Take away constraints and unique indexes other than the key."""
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'f', 'u') AND conislocal", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(sql.Identifier(table), sql.Identifier(name)))
    cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
    cursor.execute(
        "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped AND a.attidentity = ''"
        " AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey))",
        [table],
    )
    for (column,) in cursor.fetchall():
        cursor.execute(sql.SQL("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL").format(sql.Identifier(table), sql.Identifier(column)))


def plant(cursor: Cursor, table: Table) -> None:
    """One row of every owner."""
    types = column_types(cursor, table)
    for serial, row in enumerate(ROWS.values(), 1):
        cursor.execute(*insertion(table, table.values(row, serial, types)))


def column_types(cursor: Cursor, table: Table) -> dict[str, str]:
    cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table.name])
    return dict(cursor.fetchall())


def insertion(table: Table, values: dict[str, object]) -> tuple[sql.Composable, list[object]]:
    names, marks = sql.SQL(", ").join(map(sql.Identifier, values)), sql.SQL(", ").join([sql.Placeholder()] * len(values))
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table.name), names, marks), list(values.values())


def leaks(connection: "psycopg2.extensions.connection", table: Table) -> Iterator[str]:
    """What the table shows or takes under some scope and should not, or should and does not."""
    with connection.cursor() as cursor:
        types = column_types(cursor, table)
    for number, case in enumerate(cases(table)):
        try:
            with connection.cursor() as cursor:
                enter(cursor, case)
                yield from reads(cursor, table, case)
                yield from writes(cursor, table, case, types, 100 + 10 * number)
        finally:
            connection.rollback()


def enter(cursor: Cursor, case: Case) -> None:
    """All settings of the scope at once, for this transaction."""
    values: list[str] = []
    for setting in SETTINGS:
        value = case.settings.get(setting, ())
        ids = value if isinstance(value, tuple) else (value,)
        values += [f"portal.{setting}", ",".join(map(str, ids))]
    cursor.execute(f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(SETTINGS))}", values)


def condition(table: Table, row: Row) -> tuple[sql.Composable, list[object]]:
    """Finds one planted row by the columns of the rule."""
    pairs = {c: v for c, v in ((table.region, row.region), (table.project or table.intake, row.project), (table.enterprise, row.firm)) if c}
    return sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(c)) for c in pairs), list(pairs.values())


def reads(cursor: Cursor, table: Table, case: Case) -> Iterator[str]:
    """Each planted row is looked for by itself, all of them in one question."""
    conditions = [condition(table, row) for row in ROWS.values()]
    counts = sql.SQL(", ").join(sql.SQL("(SELECT count(*) FROM {} WHERE {})").format(sql.Identifier(table.name), where) for where, _ in conditions)
    cursor.execute(sql.SQL("SELECT {}").format(counts), [value for _, values in conditions for value in values])
    for name, count in zip(ROWS, cursor.fetchone(), strict=True):
        if (count > 0) != (name in case.shown):
            yield f"{table.name}: {case.name} {'sees' if count else 'misses'} the row of {name}"


def writes(cursor: Cursor, table: Table, case: Case, types: dict[str, str], serial: int) -> Iterator[str]:
    """Update each planted row, insert one for each owner, and give an own row away."""
    for offset, (name, row) in enumerate(ROWS.items()):
        where, values = condition(table, row)
        same = sql.Identifier(table.region or table.project or table.enterprise or table.intake)
        changed = attempt(cursor, sql.SQL("UPDATE {} SET {} = {} WHERE {}").format(sql.Identifier(table.name), same, same, where), values)
        if changed != (name in case.written):
            yield f"{table.name}: {case.name} {'changes' if changed else 'cannot change'} the row of {name}"
        added = attempt(cursor, *insertion(table, table.values(row, serial + offset, types, fresh=True)))
        if added != (name in case.added or (name in case.written and case.lets_add(table))):
            yield f"{table.name}: {case.name} {'adds' if added else 'cannot add'} a row of {name}"
    if "own" in case.written and table.region and set(case.settings) == {"read_regions", "write_regions"}:
        where, values = condition(table, ROWS["own"])
        statement = sql.SQL("UPDATE {} SET {} = %s WHERE {}").format(sql.Identifier(table.name), sql.Identifier(table.region), where)
        if attempt(cursor, statement, [ELSEWHERE, *values]):
            yield f"{table.name}: {case.name} gives a row away to another region"


def attempt(cursor: Cursor, statement: sql.Composable, values: list[object]) -> bool:
    """Whether the database let a statement touch a row."""
    try:
        cursor.execute(sql.SQL("SAVEPOINT attempt; {}").format(statement), values)
        return cursor.rowcount > 0
    except errors.InsufficientPrivilege:
        return False
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT attempt")
