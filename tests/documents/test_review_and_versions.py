"""A draft's way to its signature: sent for review, sent back with a reason, every version kept with its author."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.review_instrument import review_instrument
from portal.documents.actions.revise_draft import revise_draft
from portal.documents.actions.submit_instrument import send_back, submit_instrument
from portal.documents.differences import GONE, NEW, SAME, Piece, compare
from portal.documents.enums import InstrumentState as S
from portal.documents.models import InstrumentVersion
from portal.jobs.models import OutboxMessage
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import accounts, documents
from tests.make.documents import AT

pytestmark = pytest.mark.django_db


class TestReview:
    def test_a_draft_is_submitted_reviewed_and_signed(self, county_inspector):
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            assert made.state == S.SUBMITTED
            made = review_instrument(actor=county_inspector, instrument=made, at=AT)
            assert (made.state, made.reviewed_by) == (S.REVIEWED, county_inspector.name)
            assert issue_instrument(actor=county_inspector, instrument=made, at=AT).state == S.ISSUED

    @pytest.mark.parametrize("reviewed", [False, True])
    def test_it_is_sent_back_with_a_reason_and_a_passed_review_is_void(self, county_inspector, reviewed):
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            made = review_instrument(actor=county_inspector, instrument=made, at=AT) if reviewed else made
            back = send_back(actor=county_inspector, instrument=made, reason="金额与工资表不一致，请核对。", at=AT)
        assert (back.state, back.returned_reason, back.reviewed_by) == (S.DRAFTED, "金额与工资表不一致，请核对。", "")
        assert Entry.objects.get(verb="documents.instrument.send_back").detail["note"] == "金额与工资表不一致，请核对。"
        assert OutboxMessage.objects.filter(kind="documents.instrument.send_back").count() == 1

    def test_without_a_reason_nothing_goes_back(self, county_inspector):
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            with pytest.raises(Refused, match="退回意见"):
                send_back(actor=county_inspector, instrument=made, reason="重写", at=AT)

    def test_sending_it_again_answers_what_was_asked(self, county_inspector):
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            made = send_back(actor=county_inspector, instrument=made, reason="金额请核对", at=AT)
            assert submit_instrument(actor=county_inspector, instrument=made, at=AT).returned_reason == ""

    def test_who_only_drafts_neither_passes_nor_returns(self, grid_officer):
        with acting(grid_officer):
            made = submit_instrument(actor=grid_officer, instrument=documents.draft(grid_officer), at=AT)
            for act in (
                lambda: review_instrument(actor=grid_officer, instrument=made, at=AT),
                lambda: send_back(actor=grid_officer, instrument=made, reason="金额请核对", at=AT),
            ):
                with pytest.raises(Refused, match="没有“"):
                    act()

    def test_a_change_under_review_takes_it_out_of_review(self, county_inspector):
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            assert revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="甲").state == S.DRAFTED

    def test_the_drafter_is_not_his_own_reviewer_where_the_tenant_forbids_it(self, county_inspector, tree):
        from tests.make import tenancy

        tenancy.policy_row(tree.county, "instruments.second_person", True)
        second = accounts.actor("inspector", region=tree.county, organisation=Organisation.objects.get(pk=county_inspector.organisation_id))
        with acting(county_inspector):
            made = submit_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            with pytest.raises(Refused, match="不同的人"):
                review_instrument(actor=county_inspector, instrument=made, at=AT)
        with acting(second):
            assert review_instrument(actor=second, instrument=made, at=AT).reviewed_by == second.name


class TestVersions:
    def versions(self, actor, made) -> list[InstrumentVersion]:
        return list(InstrumentVersion.objects.visible_to(actor).filter(instrument=made).order_by("number"))

    def test_every_saving_is_kept_with_who_changed_what(self, county_inspector, tree):
        second = accounts.actor("inspector", region=tree.county, organisation=Organisation.objects.get(pk=county_inspector.organisation_id))
        with acting(county_inspector):
            made = documents.draft(county_inspector)
        with acting(second):
            revise_draft(actor=second, instrument=made, version=0, at=AT + dt.timedelta(hours=1), body="改过的正文。", title=made.title)
            found = self.versions(second, made)
        assert [(row.number, row.changed_by, row.changed) for row in found] == [(0, county_inspector.name, []), (1, second.name, ["body"])]
        assert found[0].body == made.body and found[1].body == "改过的正文。"

    def test_a_draft_that_somebody_was_faster_on_leaves_no_version(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="甲")
            with pytest.raises(Refused, match="刚被别人改过"):
                revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="乙")
            assert len(self.versions(county_inspector, made)) == 2

    def test_the_addressee_never_reads_them(self, county_inspector, contractor):
        with acting(county_inspector):
            made = documents.served(county_inspector, addressee=Organisation.objects.get(pk=contractor.enterprise_id))
        with acting(contractor):
            assert self.versions(contractor, made) == []

    def test_a_department_reads_the_drafts_it_wrote_and_not_those_of_what_it_received(self, county_inspector, industry_officer):
        with acting(county_inspector):
            received = documents.served(county_inspector, addressee=Organisation.objects.get(pk=industry_officer.organisation_id))
        with acting(industry_officer):
            own = documents.draft(industry_officer)
            assert self.versions(industry_officer, received) == [] and len(self.versions(industry_officer, own)) == 1


class TestDifferences:
    def test_lines_that_stayed_went_and_came(self):
        assert compare("一\n二\n三", "一\n三\n四") == [[Piece(SAME, "一")], [Piece(GONE, "二")], [Piece(SAME, "三")], [Piece(NEW, "四")]]

    def test_inside_a_line_only_the_changed_signs_are_marked(self):
        assert compare("欠薪12万元。", "欠薪15万元。") == [[Piece(SAME, "欠薪1"), Piece(GONE, "2"), Piece(NEW, "5"), Piece(SAME, "万元。")]]

    def test_equal_texts_have_no_difference(self):
        assert {piece.kind for line in compare("甲\n乙", "甲\n乙") for piece in line} == {SAME}
