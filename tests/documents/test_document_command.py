"""``document KIND ID --out F.pdf``."""

import io
import json

import pytest
from django.core.management import call_command

from portal.audit.models import Entry
from portal.documents.registry import Printed, document_kinds, register_document
from portal.tenancy.scope import acting
from tests.make import documents

pytestmark = pytest.mark.django_db


def run(*args: str) -> dict:
    out = io.StringIO()
    try:
        call_command("document", *args, "--json", stdout=out)
    except SystemExit as end:
        assert end.code == 1
    return json.loads(out.getvalue())


@pytest.mark.parametrize("by", ["number", "uid"])
def test_an_issued_instrument_is_printed_by_number_or_uid(county_inspector, tmp_path, by):
    with acting(county_inspector):
        made = documents.issued(county_inspector)
    target = tmp_path / "函.pdf"
    answer = run("instrument", str(getattr(made, by)), "--out", str(target), "--as", "pd-inspector")
    assert answer == {"number": made.number, "pages": 2}
    assert target.read_bytes().startswith(b"%PDF-")
    assert Entry.objects.get(verb="documents.print").detail["number"] == made.number


def test_anothers_instrument_is_refused_and_nothing_is_written(county_inspector, neighbour_inspector, tmp_path):
    with acting(county_inspector):
        made = documents.issued(county_inspector)
    answer = run("instrument", str(made.uid), "--out", str(tmp_path / "x.pdf"), "--as", "yx-inspector")
    assert answer["code"] == "not_found" and not (tmp_path / "x.pdf").exists()


def test_an_unknown_kind_names_the_known_ones(tree, tmp_path):
    answer = run("poem", "1", "--out", str(tmp_path / "x.pdf"))
    assert answer["code"] == "no_kind" and "instrument（文书）" in answer["refused"]


def test_a_folder_that_is_not_there_is_said(county_inspector):
    with acting(county_inspector):
        made = documents.issued(county_inspector)
    assert run("instrument", made.number, "--out", "/nowhere/at/all.pdf", "--as", "pd-inspector")["code"] == "cannot_write"


def test_a_kind_is_registered_once():
    def builder(actor, wanted) -> Printed:
        return Printed("", b"")

    with pytest.raises(ValueError, match="registered twice"):
        register_document("instrument", "别的", builder)
    assert document_kinds()["instrument"] == "文书"
