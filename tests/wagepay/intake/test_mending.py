"""Small mistakes mended on the page: the file stays as it was sent, every change keeps its trace, the numbers that count are the mended ones."""

from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.lib.sheets.mend import Mend, Mended
from portal.lib.sheets.model import Sheet, Workbook
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, payroll_rows
from wagepay.actions import mend_upload as mending
from wagepay.actions.accept_upload import accept_upload
from wagepay.actions.check_upload import check_upload
from wagepay.actions.mend_upload import mend_upload, undo_mends
from wagepay.actions.receive_upload import receive_upload
from wagepay.actions.upload_parts import file_of, mends_of, result_of
from wagepay.enums import UploadState
from wagepay.intake.target import Confirmation
from wagepay.models import PayrollLine, PayrollSheet

NET, ID, CARD = 9, 2, 10


@pytest.fixture
def people(at_site):
    return [make.engagement(at_site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]


@pytest.fixture
def sent(at_site, people):
    """A sheet with a wrong net in J5 and an identity number that lacks a digit in C6."""
    rows = payroll_rows(people)
    rows[4][NET] = 5999
    rows[5][ID] = rows[5][ID][:-1]
    content = book(rows)
    upload = receive_upload(
        actor=at_site.contractor, kind="payroll", project=at_site.project, name="表.xlsx", content=content, at=AT, employer=at_site.general, month=OCTOBER
    )
    return check_upload(actor=at_site.contractor, upload=upload, on=ON, at=AT)


def mend(site, upload, cells=None, struck=()):
    return mend_upload(actor=site.contractor, upload=upload, cells=cells or {}, struck=struck, on=ON, at=AT)


def codes(upload) -> set[str]:
    return {row["code"] for row in result_of(upload)["findings"] if row["severity"] == "block"}


def test_a_struck_row_is_blank_and_the_others_keep_their_places():
    workbook = Workbook("xlsx", (Sheet("表", [["a"], ["b", "c"], ["d"]]), Sheet("旁", [["x"]])))
    mended = Mended(workbook, [Mend("表", 0, None), Mend("表", 1, 3, "新"), Mend("表", 9, 0, "外")])
    assert [sheet.rows for sheet in mended.sheets] == [[[], ["b", "c", "", "新"], ["d"]], [["x"]]]
    assert workbook.sheets[0].rows[0] == ["a"]


def test_a_finding_that_follows_from_the_other_cells_says_what_the_cell_should_say(at_site, sent):
    assert sent.state == UploadState.BLOCKED
    found = {row["code"]: row for row in result_of(sent)["findings"]}
    assert found["net_mismatch"]["suggestion"] == "6000.00" and found["id_length"]["suggestion"] == ""


def test_the_roster_offers_the_number_of_the_only_one_who_bears_the_name(at_site, sent, people):
    offers = result_of(sent)["offers"]
    assert offers == {"C6": {"label": f"带入 {people[2].id_number.plain()[-4:]}", "value": people[2].id_number.plain()}}


def test_two_who_bear_the_name_are_not_guessed_between(at_site, people):
    make.engagement(at_site.project, name="样丙")
    rows = payroll_rows(people)
    rows[5][ID] = rows[5][ID][:-1]
    upload = receive_upload(
        actor=at_site.contractor, kind="payroll", project=at_site.project, name="表.xlsx", content=book(rows), at=AT, employer=at_site.general, month=OCTOBER
    )
    assert result_of(check_upload(actor=at_site.contractor, upload=upload, on=ON, at=AT))["offers"] == {}


def test_mended_cells_are_judged_and_accepted_and_the_file_stays(at_site, sent, people):
    before = file_of(sent)
    upload = mend(at_site, sent, {(4, NET): "6000.00", (5, ID): people[2].id_number.plain()})
    assert upload.state == UploadState.READY and codes(upload) == set() and file_of(upload) == before
    accepted = accept_upload(actor=at_site.contractor, upload=upload, on=ON, at=AT, confirmation=warned(upload))
    sheet = PayrollSheet.objects.visible_to(at_site.contractor).get(upload=accepted)
    assert sheet.net == 18000 and sheet.sha256 == accepted.content_sha256 != accepted.sha256
    persons = {bytes(line.person) for line in PayrollLine.objects.visible_to(at_site.contractor).filter(sheet=sheet)}
    assert persons == {bytes(person.id_index) for person in people}


def warned(upload) -> Confirmation:
    return Confirmation(tuple(sorted({row["code"] for row in result_of(upload)["findings"]})))


def test_every_change_keeps_who_when_and_what_stood_there_and_no_number_in_full(at_site, sent, people):
    upload = mend(at_site, sent, {(4, NET): "6000", (5, ID): people[2].id_number.plain()})
    kept = mends_of(upload)
    assert [(one.mend.cell, one.label, one.before, one.after, one.by) for one in kept[:1]] == [("J5", "实发工资", "5,999.00", "6000", at_site.contractor.name)]
    assert kept[0].instant == AT
    detail = Entry.objects.get(verb="wagepay.mend").detail
    assert [change["cell"] for change in detail["changes"]] == ["J5", "C6"]
    assert people[2].id_number.plain() not in str(detail) and people[2].id_number.plain()[:4] + "*" in str(detail)


def test_a_struck_row_counts_no_more(at_site, people):
    rows = [*payroll_rows(people), [4, people[0].name, people[0].id_number.plain(), "", "", 1, 300, 300, 0, 300, people[0].card.plain(), ""]]
    upload = receive_upload(
        actor=at_site.contractor, kind="payroll", project=at_site.project, name="表.xlsx", content=book(rows), at=AT, employer=at_site.general, month=OCTOBER
    )
    upload = check_upload(actor=at_site.contractor, upload=upload, on=ON, at=AT)
    assert "id_duplicate" in codes(upload)
    upload = mend(at_site, upload, struck=[6])
    assert upload.state == UploadState.READY and upload.summary["rows"] == 3
    assert mends_of(upload)[0].mend.cell == "第 7 行"


def test_undoing_brings_the_file_back_as_it_was_sent(at_site, sent):
    upload = undo_mends(actor=at_site.contractor, upload=mend(at_site, sent, {(4, NET): "6000"}), on=ON, at=AT)
    assert upload.state == UploadState.BLOCKED and mends_of(upload) == [] and upload.content_sha256 == upload.sha256
    assert "net_mismatch" in codes(upload) and Entry.objects.filter(verb="wagepay.undo_mends").exists()


@pytest.mark.parametrize("place", [(0, 0), (2, NET), (4, 40), (400, NET)])
def test_only_recognised_columns_below_the_heading_can_be_written_to(at_site, sent, place):
    assert mends_of(mend(at_site, sent, {place: "1"})) == []


def test_what_is_typed_as_it_stands_is_no_change(at_site, sent):
    assert mends_of(mend(at_site, sent, {(4, NET): "5999.0", (4, 1): "样乙"})) == []


def test_so_many_changes_and_so_long_a_text_are_for_the_file(at_site, sent, monkeypatch):
    with pytest.raises(Refused):
        mend(at_site, sent, {(4, NET): "字" * 201})
    monkeypatch.setattr(mending, "MOST", 2)
    upload = mend(at_site, sent, {(4, NET): "7000", (4, 3): "瓦工"})
    assert len(mends_of(upload)) == 2
    with pytest.raises(Refused, match="最多改 2 处"):
        mend(at_site, upload, {(4, NET): "7001"})


def test_an_accepted_file_is_not_mended(at_site, sent, people):
    upload = mend(at_site, sent, {(4, NET): "6000", (5, ID): people[2].id_number.plain()})
    upload = accept_upload(actor=at_site.contractor, upload=upload, on=ON, at=AT, confirmation=warned(upload))
    with pytest.raises(Refused, match="已入库"):
        mend(at_site, upload, {(4, NET): "1"})
