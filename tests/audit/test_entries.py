"""The trail is written with the act, or the act does not happen; and nobody of the application takes it back."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from portal.accounts.actions.add_user import add_user
from portal.accounts.actors import named_actor
from portal.accounts.models import User
from portal.audit.log import record
from portal.audit.models import Entry
from portal.audit.occasion import occasioned
from portal.lib import clock
from portal.lib.mask import IdNumber
from portal.tenancy.actors import system_actor
from tests.make.wagepay import id_number as make_id_number

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_entry_says_who_what_where_from(county_inspector, tree):
    with occasioned(address="10.0.0.9"):
        entry = record(county_inspector, "tests.act", tree.county, region_id=tree.county.pk, detail={"why": "试"})
    entry.refresh_from_db()
    assert (entry.actor_uid, entry.actor_name, entry.actor_role) == (county_inspector.uid, county_inspector.name, "inspector")
    assert (entry.verb, entry.object_type, entry.object_uid, entry.object_name) == ("tests.act", "tenancy.Region", str(tree.county.pk), "平定县")
    assert (entry.address, entry.detail, entry.succeeded, entry.region_id) == ("10.0.0.9", {"why": "试"}, True, tree.county.pk)


def test_a_number_typed_into_a_reason_or_as_a_name_is_masked(county_inspector):
    number = make_id_number()
    typed = {"reason": f"本人身份证{number}，电话13800138000", "lines": [{"note": number}], "sha256": "1" * 64, "amount": "9360.00", "people": 3}
    entry = record(county_inspector, "tests.act", detail=typed)
    assert entry.detail["reason"] == f"本人身份证{IdNumber(number)}，电话138****8000"
    assert entry.detail["lines"] == [{"note": str(IdNumber(number))}]
    assert (entry.detail["sha256"], entry.detail["amount"], entry.detail["people"]) == ("1" * 64, "9360.00", 3)
    assert record(named_actor(number), "tests.sign_in").actor_name == str(IdNumber(number))


def test_the_address_does_not_outlive_its_request(county_inspector):
    with occasioned(address="10.0.0.9"):
        pass
    assert record(county_inspector, "tests.act").address == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TABLE audit_entry",
    ],
)
def test_the_application_cannot_change_what_is_written(county_inspector, statement):
    record(county_inspector, "tests.act")
    with pytest.raises(DatabaseError, match="permission denied|must be owner"):
        run(statement)
    assert Entry.objects.count() == 1


def test_nor_through_the_model(county_inspector):
    entry = record(county_inspector, "tests.act")
    entry.actor_name = "别人"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_an_entry_is_never_written_over_another(county_inspector):
    first = record(county_inspector, "tests.act")
    again = Entry(pk=first.pk, actor_name="别人", verb="tests.act")
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_an_act_whose_entry_cannot_be_written_does_not_happen(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(Entry, "save", broken)
    with pytest.raises(DatabaseError, match="disk full"):
        add_user(actor=system_actor(), username="new-one", name="样例", password="Fen-He-2020-shui", at=clock.now())
    assert not User.objects.filter(username="new-one").exists()


def test_an_act_that_fails_takes_its_entry_with_it(county_inspector):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(county_inspector, "tests.act")
        raise ZeroDivisionError
    assert Entry.objects.count() == 0


def test_a_number_that_strays_into_an_entry_arrives_masked(county_inspector):
    entry = record(county_inspector, "tests.act", detail={"id": IdNumber("140302199003070006")})
    entry.refresh_from_db()
    assert entry.detail == {"id": "1403**********0006"}


def test_no_code_catches_what_the_trail_raises():
    """An ``except`` around record() would make the trail silently absent."""
    import ast

    from tests.house.source import files, tree

    wrong = []
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Try) and any(
                handler.type is None or ast.unparse(handler.type) in ("Exception", "DatabaseError") for handler in node.handlers
            ):
                body = ast.Module(node.body, [])
                wrong += [f"{path}:{call.lineno}" for call in ast.walk(body) if isinstance(call, ast.Call) and ast.unparse(call.func) == "record"]
    assert wrong == []
