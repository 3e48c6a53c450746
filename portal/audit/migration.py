"""Migration operations of the trail: tables nobody may change, and tables whose changes are kept."""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit tables are append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""

# One function for a table, planned once for a connection. The columns of audit_change stand in the order of the model;
# the table is named with its schema, so that a temporary table of the same name catches nothing. An update names every
# column of its table: comparing values and packing the few that differ costs a third of taking whole rows apart as JSON.
# Loops are off: a connection whose first update was of one row would pair the thousands of a later one each with each.
HISTORY = """
CREATE OR REPLACE FUNCTION {table}_history() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop TO off AS $$
DECLARE
    who uuid := nullif(current_setting('portal.actor_uid', true), '')::uuid;
    whose text := left(coalesce(current_setting('portal.actor_name', true), ''), 80);
    request text := left(coalesce(current_setting('portal.request_id', true), ''), 40);
    why text := left(coalesce(current_setting('portal.cause', true), ''), 120);
    instant timestamptz := clock_timestamp();
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO public.audit_change ({columns})
        SELECT instant, '{table}', r.{key}, 'I', {region}, {project}, {enterprise}, who, whose, request, why, session_user, NULL, NULL
          FROM new_rows r;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO public.audit_change ({columns})
        SELECT instant, '{table}', r.{key}, 'U', {region}, {project}, {enterprise}, who, whose, request, why, session_user, d.before, d.after
          FROM new_rows r
          JOIN old_rows o ON o.{key} = r.{key}
         CROSS JOIN LATERAL (SELECT {differ} OFFSET 0) n
         CROSS JOIN LATERAL (SELECT {before} AS before, {after} AS after OFFSET 0) d
         WHERE d.after <> '{{}}';
    ELSE
        INSERT INTO public.audit_change ({columns})
        SELECT instant, '{table}', r.{key}, 'D', {region}, {project}, {enterprise}, who, whose, request, why, session_user, to_jsonb(r){less}, NULL
          FROM old_rows r;
    END IF;
    RETURN NULL;
END $$
"""
COLUMNS = "at, table_name, row_id, kind, region_id, project_id, enterprise_id, actor_uid, actor_name, request_id, cause, login, before, after"
DIFFER = "o.{column} IS DISTINCT FROM r.{column} AS {column}"
DIFFERENT = "CASE WHEN n.{column} THEN jsonb_build_object('{column}', {row}.{column}) ELSE '{{}}' END"
# Structures last: each object that is put to another takes the earlier ones apart again.
COLUMNS_OF = """
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY atttypid = 'jsonb'::regtype, attnum
"""
EVENTS = (
    ("insert", "INSERT", "NEW TABLE AS new_rows"),
    ("update", "UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    ("delete", "DELETE", "OLD TABLE AS old_rows"),
)


class _Sql(Operation):
    """An operation that is no part of the model state."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label, state) -> None:
        """Triggers and rights are no part of the model state."""

    def _each(self, schema_editor, statements: Iterable[str]) -> None:
        for sql in statements:
            schema_editor.execute(sql, params=None)


class AppendOnly(_Sql):
    """Nobody changes, deletes or empties the table: the roles have no right to, and a trigger refuses it to the owner.

    ``writer`` is the one role that may add rows beside the owner; the application and the sealer may read.
    """

    def __init__(self, table: str, writer: str = "portal_app") -> None:
        self.table, self.writer = table, writer

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._each(
            schema_editor,
            (
                f"REVOKE ALL ON {self.table} FROM portal_app, portal_audit",
                f"GRANT SELECT ON {self.table} TO portal_app, portal_audit",
                f"GRANT INSERT ON {self.table} TO {self.writer}",
                f"CREATE TRIGGER {self.table}_rows BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
                f"CREATE TRIGGER {self.table}_whole BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
            ),
        )

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._each(schema_editor, (f"DROP TRIGGER {self.table}_{part} ON {self.table}" for part in ("rows", "whole")))

    def deconstruct(self):
        return (self.__class__.__name__, [self.table], {"writer": self.writer})

    def describe(self) -> str:
        return f"Nobody changes {self.table}"


class KeepHistory(_Sql):
    """Keep every change of a table's rows, whoever makes it and by whatever statement.

    ``region``, ``project`` and ``enterprise`` are columns (or expressions over the row ``r``) by which row security shows
    the change as it shows the row; ``without`` are columns that are never copied (a password) or tell nothing (a stamp).
    """

    def __init__(
        self,
        table: str,
        region: str | None = "region_id",
        project: str | None = None,
        enterprise: str | None = None,
        without: tuple[str, ...] = (),
        key: str = "id",
    ) -> None:
        self.table, self.region, self.project, self.enterprise = table, region, project, enterprise
        self.without, self.key = tuple(without), key

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._each(schema_editor, (self._function(schema_editor.connection), *(self._trigger(*event) for event in EVENTS)))

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._each(schema_editor, (f"DROP TRIGGER {self.table}_history_{name} ON {self.table}" for name, _, _ in EVENTS))
        self._each(schema_editor, (f"DROP FUNCTION {self.table}_history()",))

    def renew(self, connection: BaseDatabaseWrapper) -> None:
        """Write the function anew for the columns the table has now; a table that keeps no history here is left alone."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgrelid = to_regclass(%s)", [f"{self.table}_history_update", self.table])
            if cursor.fetchone():
                cursor.execute(self._function(connection))

    def _function(self, connection: BaseDatabaseWrapper) -> str:
        names = ", ".join(f"'{name}'" for name in self.without)
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS_OF, [self.table])
            columns = [column for (column,) in cursor.fetchall() if column not in self.without]
        before, after = (" || ".join(DIFFERENT.format(column=column, row=row) for column in columns) or "'{}'::jsonb" for row in "or")
        return HISTORY.format(
            table=self.table,
            key=self.key,
            columns=COLUMNS,
            region=_of_row(self.region),
            project=_of_row(self.project),
            enterprise=_of_row(self.enterprise),
            less=f" - ARRAY[{names}]" if names else "",
            differ=", ".join(DIFFER.format(column=column) for column in columns) or "NULL",
            before=before,
            after=after,
        )

    def _trigger(self, name: str, event: str, tables: str) -> str:
        run = f"FOR EACH STATEMENT EXECUTE FUNCTION {self.table}_history()"
        return f"CREATE TRIGGER {self.table}_history_{name} AFTER {event} ON {self.table} REFERENCING {tables} {run}"

    def deconstruct(self):
        names = ("region", "project", "enterprise", "without", "key")
        return (self.__class__.__name__, [self.table], {name: getattr(self, name) for name in names})

    def describe(self) -> str:
        return f"Keep the changes of {self.table}"


class AmendHistory(KeepHistory):
    """A newer word on a table that keeps its history already: its triggers stay, its function is written anew."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._each(schema_editor, (self._function(schema_editor.connection),))

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        """The newest word among the files holds, whatever has been applied (``renew_histories``)."""


def _of_row(column: str | None) -> str:
    """A column of the row, an expression as it stands, or nothing."""
    if column is None:
        return "NULL::bigint"
    return f"r.{column}" if column.isidentifier() else column


def kept_tables() -> dict[str, KeepHistory]:
    """The newest word of the migrations on each table that keeps its history."""
    migrations = [migration for _, migration in sorted(MigrationLoader(None).disk_migrations.items())]
    return {found.table: found for migration in migrations for found in migration.operations if isinstance(found, KeepHistory)}


def renew_histories(connection: BaseDatabaseWrapper) -> None:
    """After migrations: a column that was added is compared too, one that was dropped is no longer named."""
    for kept in kept_tables().values():
        kept.renew(connection)
