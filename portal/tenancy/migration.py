"""The second belt: the migration operation that puts row security on a tenant table."""

from django.db.migrations.operations.base import Operation

_SET = "(SELECT string_to_array(nullif(current_setting('portal.{name}', true), ''), ',')::bigint[])::bigint[]"


def _within(kind: str, region: str | None, project: str | None, enterprise: str | None, intake: str | None) -> str:
    """The condition of a policy; the sub-select makes PostgreSQL read the setting once and use the index."""
    parts = [
        f"{column} = ANY ({_SET.format(name=setting)})"
        for column, setting in (
            (region, f"{kind}_regions"),
            (project, f"{kind}_projects"),
            (enterprise, f"{kind}_enterprises"),
            (intake, "intake_projects"),
        )
        if column
    ]
    return " OR ".join(parts)


def statements(
    table: str,
    region: str | None,
    project: str | None,
    enterprise: str | None,
    intake: str | None,
    project_writes: bool,
    intake_writes: bool,
    downward: bool,
    delete: bool,
) -> list[str]:
    """The SQL that enables and forces row security on ``table`` for the application role."""
    read = _within("read", region, project, enterprise, intake)
    if downward:
        read += f" OR {region} = ANY ({_SET.format(name='above_regions')})"
    write = _within("write", region, project if project_writes else None, enterprise, intake if intake_writes else None)
    sql = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT TO portal_app USING ({read})",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT TO portal_app WITH CHECK ({write})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE TO portal_app USING ({write}) WITH CHECK ({write})",
    ]
    if delete:
        sql.append(f"CREATE POLICY {table}_delete ON {table} FOR DELETE TO portal_app USING ({write})")
    return sql


class OwnRows(Operation):
    """Beside ``RowSecurity``: a worker on his own pages reads the rows of his county that bear his index, and adds some where ``adds``.

    A policy of its own, because its two comparisons hold together; it never lets a row be changed or taken away.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, person: str = "person", region: str = "region_id", adds: bool = False) -> None:
        self.table, self.person, self.region, self.adds = table, person, region, adds

    def state_forwards(self, app_label, state) -> None:
        """Row security is no part of the model state."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for sql in self.statements():
            schema_editor.execute(sql)

    def statements(self) -> list[str]:
        index = _SET.format(name="own_people").replace("bigint", "bytea")
        own = f"{self.region} = ANY ({_SET.format(name='own_regions')}) AND {self.person} = ANY ({index})"
        sql = [f"CREATE POLICY {self.table}_own ON {self.table} FOR SELECT TO portal_app USING ({own})"]
        if self.adds:
            sql.append(f"CREATE POLICY {self.table}_own_adds ON {self.table} FOR INSERT TO portal_app WITH CHECK ({own})")
        return sql

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for name in ("own", "own_adds"):
            schema_editor.execute(f"DROP POLICY IF EXISTS {self.table}_{name} ON {self.table}")

    def deconstruct(self):
        return (self.__class__.__name__, [self.table], {"person": self.person, "region": self.region, "adds": self.adds})

    def describe(self) -> str:
        return f"A person's own rows of {self.table}"


class RowSecurity(Operation):
    """Row security for one tenant table; ``delete`` only where rows may be taken back by law (drafts, staging).

    Column names are database columns. The columns must equal the model's ``tenant`` rule: a house test compares.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        table: str,
        region: str | None = "region_id",
        project: str | None = None,
        enterprise: str | None = None,
        intake: str | None = None,
        project_writes: bool = True,
        intake_writes: bool = True,
        downward: bool = False,
        delete: bool = False,
    ) -> None:
        self.table, self.region, self.project, self.enterprise, self.intake = table, region, project, enterprise, intake
        self.project_writes, self.intake_writes, self.downward, self.delete = project_writes, intake_writes, downward, delete

    def state_forwards(self, app_label, state) -> None:
        """Row security is no part of the model state."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        columns = (self.table, self.region, self.project, self.enterprise, self.intake)
        for sql in statements(*columns, self.project_writes, self.intake_writes, self.downward, self.delete):
            schema_editor.execute(sql)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for name in ("read", "insert", "update", "delete"):
            schema_editor.execute(f"DROP POLICY IF EXISTS {self.table}_{name} ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def deconstruct(self):
        names = ("region", "project", "enterprise", "intake", "project_writes", "intake_writes", "downward", "delete")
        return (self.__class__.__name__, [self.table], {name: getattr(self, name) for name in names})

    def describe(self) -> str:
        return f"Row security on {self.table}"
