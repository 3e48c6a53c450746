"""Migrations are complete, one per app in this part, safe to run on a living database, and belong to the owner."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connections

from portal.env import ROOT
from portal.operations.management.commands.migrate import Command

pytestmark = pytest.mark.django_db(databases=["default", "owner", "audit"])


def test_models_and_migrations_agree(capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert "No changes detected" in capsys.readouterr().out


OURS = sorted(config.label for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path)
OTHERS = [label for label in OURS if label != "wagepay"]


LEFT_OUT = ["0009_deputies_and_separation", "0002_ways_out", "0007_hours_pauses_and_rates", "0005_lead_number", "0020_certificates_of_two_counties"]


@pytest.mark.parametrize(("labels", "left_out"), [(OTHERS, LEFT_OUT), (["wagepay"], ["0001_initial"])])
def test_no_migration_breaks_the_version_before_it(capsys, labels: list[str], left_out: list[str]):
    """The first migration of wagepay defines the function that swaps partitions; the linter takes its text for a rename.

    The memberships are some hundreds of rows: a new unique column locks them for milliseconds.
    The table of text messages that ``0002_ways_out`` drops was filled by no page of the version before it.
    The unique key of escalations gains its unit and its owner: what the narrower key allowed the wider one allows, and the rows are few.
    So does that of certificates with its region.
    The number of a lead is unique where it has one: none has when the column is new, so the index is empty and nothing can break it.
    """
    call_command("lintmigrations", no_cache=True, include_apps=labels, ignore_name=left_out, quiet=["ok", "ignore"], project_root_path=str(ROOT))
    assert "Erroneous migrations: 0/" in capsys.readouterr().out


def test_migrate_works_as_the_owner_and_names_the_variable_that_is_missing(monkeypatch):
    assert connections["owner"].settings_dict["USER"] == "portal_owner"
    monkeypatch.setitem(connections["owner"].settings_dict, "NAME", "")
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command(Command())


def test_every_table_belongs_to_the_owner():
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v')"
        )
        assert cursor.fetchall() == [("portal_owner",)]
