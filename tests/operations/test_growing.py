"""The grown models are those Django would render, and what is done to the database with them is the same."""

import pytest
from django.db import connections
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Model

from portal.operations.growing import GrowingExecutor, GrowingState
from portal.operations.management.commands import migrate

# Enough of everything that migrations do, and few models, so that Django's own way takes seconds.
PART = "documents"
exactly = MigrationAutodetector(ProjectState(), ProjectState()).deep_deconstruct


def test_the_command_migrates_with_it():
    assert migrate.migrate.MigrationExecutor is GrowingExecutor


def plan(*targets: tuple[str, str]) -> list[Migration]:
    """All migrations that lead there from nothing."""
    graph = MigrationLoader(None).graph
    ends = targets or graph.leaf_nodes()
    return [graph.nodes[key] for key in dict.fromkeys(key for end in ends for key in graph.forwards_plan(end))]


def rendered(state: ProjectState) -> ProjectState:
    state.apps  # noqa: B018  (only a rendered state grows)
    return state


def told(model: type[Model]) -> tuple:
    """What a migration can learn of a rendered model: itself, and who refers to it."""
    own, meta = ModelState.from_model(model), model._meta
    relations = sorted((relation.related_model._meta.label, relation.field.name, relation.model._meta.label) for relation in meta.related_objects)
    fields = [(name, exactly(field)) for name, field in own.fields.items()]
    options = {name: value for name, value in own.options.items() if name != "auto_created"}  # the class itself
    return fields, options, own.bases, [field.column for field in meta.concrete_fields], meta.pk.name, relations


def test_after_all_migrations_every_model_is_as_if_rendered_at_once():
    grown = rendered(GrowingState())
    for migration in plan():
        grown = migration.mutate_state(grown, preserve=False)
    assert type(grown) is GrowingState
    models = ProjectState(models=grown.models).apps.get_models(include_auto_created=True)
    assert len(models) > 150
    assert {model._meta.label for model in models} == {model._meta.label for model in grown.apps.get_models(include_auto_created=True)}
    for model in models:
        meta = model._meta
        assert told(grown.apps.get_model(meta.app_label, meta.model_name)) == told(model), meta.label


def statements(state: ProjectState, migrations: list[Migration]) -> list[str]:
    """What the migrations would do, as the executor drives them."""
    found: list[str] = []
    for migration in migrations:
        with connections["owner"].schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        found += editor.collected_sql
    return found


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_statements_are_djangos_own():
    [end] = [node for node in MigrationLoader(None).graph.leaf_nodes() if node[0] == PART]
    ours = statements(rendered(GrowingState()), plan(end))
    assert ours == statements(rendered(ProjectState()), plan(end))
    assert len(ours) > 300 and any("FOREIGN KEY" in line for line in ours) and any("CREATE POLICY" in line for line in ours)


def test_a_state_rendered_for_others_is_not_grown(monkeypatch):
    """Django hands over a copy of the models it told the signals of: their relatives would be looked for among those."""
    handed = rendered(ProjectState({("room", "thing"): ModelState("room", "Thing", [])}))
    taken = []
    monkeypatch.setattr(MigrationExecutor, "_migrate_all_forwards", lambda self, state, *rest, **more: taken.append(state) or state)
    state = GrowingExecutor._migrate_all_forwards(GrowingExecutor.__new__(GrowingExecutor), handed, [], [], fake=False, fake_initial=False)
    assert taken == [state] and type(state) is GrowingState and "apps" not in vars(state) and state.models is handed.models
