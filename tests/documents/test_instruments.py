"""An instrument from draft to reply."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.documents import storage
from portal.documents.actions.draft_instrument import draft_instrument
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.mark_overdue import mark_overdue
from portal.documents.actions.record_reply import record_reply
from portal.documents.actions.review_instrument import review_instrument
from portal.documents.actions.revise_draft import revise_draft
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.actions.withdraw_instrument import withdraw_instrument
from portal.documents.enums import InstrumentState
from portal.documents.models import DocumentNumber, Instrument
from portal.jobs.models import OutboxMessage
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import accounts, documents, tenancy
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=2)


class TestDraft:
    def test_title_and_body_come_from_the_facts(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
        assert made.title == "关于约谈山西样例建工集团有限公司的函"
        assert "应发186人工资142.84万元" in made.body and "2026年1月15日上午9时30分" in made.body
        assert made.addressee_text == "山西样例建工集团有限公司"
        assert made.state == InstrumentState.DRAFTED and made.number == ""

    def test_the_answer_is_due_after_the_policys_days(self, county_inspector, tree):
        tenancy.policy_row(tree.county, "instruments.reply_days.interview_letter", 8)
        with acting(county_inspector):
            made = documents.draft(county_inspector)
        assert made.reply_due_on.isoformat() == "2026-01-21" and "2026年1月21日前" in made.body

    def test_all_missing_facts_are_named_at_once(self, county_inspector):
        facts = {**documents.INTERVIEW_FACTS, "interview_place": "", "interview_on": "下周"}
        with acting(county_inspector), pytest.raises(Refused) as refusal:
            documents.draft(county_inspector, facts=facts)
        assert "“约谈地点”没有填" in refusal.value.reason and "“约谈日期”的内容“下周”不对" in refusal.value.reason

    def test_a_kind_the_tenant_does_not_use_is_refused(self, county_inspector):
        with acting(county_inspector), pytest.raises(Refused, match="没有启用"):
            documents.draft(county_inspector, "risk_warning_letter")

    def test_the_warning_letter_goes_to_the_street_unless_policy_says_otherwise(self, county_inspector, tree):
        street, company = tenancy.authority(tree.township, "冠山镇人民政府"), tenancy.enterprise("样例建工有限公司")
        facts = {"project": "青禾家园", "enterprise": "样例建工有限公司", "level": "红色预警", "findings": "连续两期未足额拨付人工费。"}
        tenancy.policy_row(tree.county, "instruments.kinds", ["risk_warning_letter"])
        parts = {"enterprise": company, "township": street}
        with acting(county_inspector):
            first = documents.draft(county_inspector, "risk_warning_letter", addressees=parts, facts=facts)
            assert (first.addressee, first.addressee_text) == (street, "冠山镇人民政府") and "乡镇人民政府、街道办事处" in first.body
        tenancy.policy_row(tree.county, "instruments.addressee.risk_warning_letter", "enterprise")
        with acting(county_inspector):
            second = documents.draft(county_inspector, "risk_warning_letter", addressees=parts, facts=facts)
            assert second.addressee == company and "乡镇人民政府" not in second.body

    def test_without_the_unit_the_policy_names_it_says_which_is_missing(self, county_inspector):
        with acting(county_inspector), pytest.raises(Refused, match="没有登记这个单位"):
            documents.draft(county_inspector, addressees={"enterprise": None})

    def test_another_name_typed_is_another_unit_or_none_on_the_portal(self, county_inspector):
        other = tenancy.enterprise("另一家样例建工有限公司")
        with acting(county_inspector):
            assert documents.draft(county_inspector, addressee_text=other.name).addressee == other
            assert documents.draft(county_inspector, addressee=tenancy.enterprise("甲样例公司"), addressee_text="没有登记的公司").addressee is None

    def test_no_organ_writes_to_itself(self, county_inspector):
        own = documents.organ_of(county_inspector)
        for given in ({"addressees": {"enterprise": own}}, {"addressee_text": own.name}, {"addressee_text": f"冠山镇人民政府、{own.name}"}):
            with acting(county_inspector), pytest.raises(Refused, match=f"“{own.name}”就是发文机关，文书不能发给自己"):
                documents.draft(county_inspector, **given)

    def test_two_units_of_one_name_are_not_guessed_between(self, county_inspector):
        for _ in range(2):
            tenancy.enterprise("同名样例公司")
        with acting(county_inspector):
            assert documents.draft(county_inspector, addressees={}, addressee_text="同名样例公司").addressee is None

    def test_an_auditor_drafts_nothing(self, auditor):
        with acting(auditor), pytest.raises(Refused, match="没有办理这一步的权限"):
            draft_instrument(actor=auditor, kind="interview_letter", addressees={}, facts={}, at=AT, addressee_text="某公司")

    def test_every_built_in_kind_has_words(self, county_inspector, tree):
        from portal.documents.kinds import instrument_kinds

        tenancy.policy_row(tree.county, "instruments.kinds", [k.code for k in instrument_kinds()])
        samples = {"date": dt.date(2026, 1, 20), "money": "12345.60", "int": 12}
        with acting(county_inspector):
            for kind in instrument_kinds():
                facts = {f.key: samples.get(f.kind, f.label) for f in kind.facts}
                made = documents.draft(county_inspector, kind.code, facts=facts, addressees={part: tenancy.enterprise() for part in kind.addressee.split("+")})
                assert len(made.body) > 80 and "{" not in made.title + made.body and "1月20日" in made.body, kind.code


class TestRevise:
    def test_the_text_changes_and_the_version_counts(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            changed = revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="改过的正文。")
        assert (changed.body, changed.version) == ("改过的正文。", 1)

    def test_of_two_people_the_slower_is_told(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="甲")
            with pytest.raises(Refused, match="刚被别人改过"):
                revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="乙")

    def test_a_new_addressee_is_looked_up_anew(self, county_inspector):
        street = tenancy.enterprise("第三家样例公司")
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            assert revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, addressee_text=street.name).addressee == street
            assert revise_draft(actor=county_inspector, instrument=made, version=1, at=AT, addressee_text="某个外地机关").addressee is None

    def test_a_draft_is_not_turned_upon_its_own_organ(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            with pytest.raises(Refused, match="文书不能发给自己"):
                revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, addressee_text=made.organ.name)
            made.refresh_from_db()
        assert (made.version, made.addressee_text) == (0, "山西样例建工集团有限公司")

    def test_a_reviewed_draft_goes_back_when_it_changes(self, county_inspector):
        with acting(county_inspector):
            made = review_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
            assert made.state == InstrumentState.REVIEWED
            assert revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="甲").state == InstrumentState.DRAFTED

    def test_what_is_issued_stays_as_it_is(self, county_inspector):
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            with pytest.raises(Refused, match="撤回后重新拟稿"):
                revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="甲")


class TestIssue:
    def test_it_gets_number_date_and_a_frozen_print(self, county_inspector):
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            assert (made.number, made.issued_on, made.issued_by) == ("平治欠办〔2026〕1号", AT.date(), county_inspector.name)
            assert made.reviewed_by == county_inspector.name
            content = storage.read(made.pdf_sha256)
            assert content.startswith(b"%PDF-") and storage.digest(content) == made.pdf_sha256 == made.pdf.sha256
        entry = Entry.objects.get(verb="documents.instrument.issue")
        assert entry.detail["number"] == made.number and entry.detail["sha256"] == made.pdf_sha256
        assert OutboxMessage.objects.filter(kind="documents.instrument.issue").count() == 1

    def test_a_print_that_fails_uses_no_number(self, county_inspector, monkeypatch):
        with acting(county_inspector):
            made = documents.draft(county_inspector)

        def broken(instrument):
            raise ZeroDivisionError

        monkeypatch.setattr("portal.documents.actions.issue_instrument.instrument_pdf", broken)
        with pytest.raises(ZeroDivisionError), acting(county_inspector):
            issue_instrument(actor=county_inspector, instrument=made, at=AT)
        monkeypatch.undo()
        with acting(county_inspector):
            assert issue_instrument(actor=county_inspector, instrument=made, at=AT).number == "平治欠办〔2026〕1号"

    def test_an_organ_without_prefix_issues_nothing(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            Organisation.objects.filter(pk=county_inspector.organisation_id).update(document_prefixes={})
            with pytest.raises(Refused, match="没有发文代字"):
                issue_instrument(actor=county_inspector, instrument=made, at=AT)

    def test_a_reply_day_that_has_passed_stops_it(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            with pytest.raises(Refused, match="不晚于签发日期"):
                issue_instrument(actor=county_inspector, instrument=made, at=AT + dt.timedelta(days=6))

    def test_where_the_tenant_wants_two_people_one_is_not_enough(self, county_inspector, tree):
        tenancy.policy_row(tree.county, "instruments.second_person", True)
        second = accounts.actor("office", region=tree.county, organisation=Organisation.objects.get(pk=county_inspector.organisation_id))
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            with pytest.raises(Refused, match="不同的人"):
                issue_instrument(actor=county_inspector, instrument=made, at=AT)
        with acting(second):
            assert issue_instrument(actor=second, instrument=made, at=AT).reviewed_by == second.name

    def test_a_grid_officer_drafts_but_does_not_sign(self, grid_officer):
        with acting(grid_officer):
            made = documents.draft(grid_officer)
            with pytest.raises(Refused, match="没有“审核”的权限"):
                issue_instrument(actor=grid_officer, instrument=made, at=AT)

    def test_the_second_hand_on_the_button_is_told_what_the_first_did(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            issue_instrument(actor=county_inspector, instrument=made, at=AT)
            with pytest.raises(Refused, match="已签发"):
                issue_instrument(actor=county_inspector, instrument=made, at=AT)
            assert DocumentNumber.objects.visible_to(county_inspector).count() == 1


class TestServeAndReply:
    def test_service_is_recorded_with_method_day_and_receiver(self, county_inspector):
        with acting(county_inspector):
            made = documents.served(county_inspector)
        assert (made.state, made.service_method, made.served_on, made.received_by) == ("served", "direct", AT.date(), "孟某某")

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"served_on": dt.date(2026, 1, 12)}, "不能早于成文日期"),
            ({"served_on": dt.date(2026, 1, 14)}, "不能晚于今天"),
            ({"received_by": ""}, "签收人"),
        ],
    )
    def test_service_that_cannot_be_is_refused(self, county_inspector, fields, reason):
        given = {"method": "direct", "served_on": AT.date(), "received_by": "孟某某"} | fields
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            with pytest.raises(Refused, match=reason):
                serve_instrument(actor=county_inspector, instrument=made, at=AT, **given)

    def test_nothing_unsigned_is_served(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            with pytest.raises(Refused, match="不能“送达”"):
                serve_instrument(actor=county_inspector, instrument=made, method="direct", served_on=AT.date(), received_by="孟某某", at=AT)

    def test_the_addressed_enterprise_reads_and_answers_what_was_served_on_it(self, county_inspector, contractor, subcontractor):
        company = Organisation.objects.get(pk=contractor.enterprise_id)
        with acting(county_inspector):
            made = documents.issued(county_inspector, addressee=company)
        with acting(contractor):
            assert not Instrument.objects.visible_to(contractor).exists(), "not before it is served"
        with acting(county_inspector):
            serve_instrument(actor=county_inspector, instrument=made, method="electronic", served_on=AT.date(), received_by="", at=AT)
        with acting(subcontractor):
            assert not Instrument.objects.visible_to(subcontractor).exists()
        with acting(contractor):
            mine = Instrument.objects.visible_to(contractor).get()
            done = record_reply(actor=contractor, instrument=mine, replied_on=LATER.date(), text="计划1月20日前补足。", at=LATER)
        assert done.state == InstrumentState.REPLIED
        assert Entry.objects.get(verb="documents.instrument.reply").detail["late"] is False

    def test_an_answer_needs_words_or_a_paper(self, county_inspector):
        with acting(county_inspector):
            made = documents.served(county_inspector)
            with pytest.raises(Refused, match="写明回复内容"):
                record_reply(actor=county_inspector, instrument=made, replied_on=AT.date(), text="  ", at=AT)

    def test_an_answer_that_does_not_come_lapses_once_and_may_still_come(self, county_inspector, tree):
        with acting(county_inspector):
            made = documents.served(county_inspector)
        system, due = system_actor(tree.county), AT + dt.timedelta(days=6)  # the fifth day is a Sunday
        with acting(system):
            assert mark_overdue(actor=system, at=due) == 0, "the last day still counts"
            assert mark_overdue(actor=system, at=due + dt.timedelta(days=1)) == 1
            assert mark_overdue(actor=system, at=due + dt.timedelta(days=1)) == 0
        late = AT + dt.timedelta(days=8)
        with acting(county_inspector):
            fresh = Instrument.objects.visible_to(county_inspector).get(pk=made.pk)
            assert fresh.state == InstrumentState.OVERDUE
            record_reply(actor=county_inspector, instrument=fresh, replied_on=late.date(), text="迟复。", at=late)
        assert Entry.objects.get(verb="documents.instrument.reply").detail["late"] is True


class TestWithdraw:
    def test_the_number_stays_void_with_its_reason(self, county_inspector):
        with acting(county_inspector):
            made = documents.issued(county_inspector)
            gone = withdraw_instrument(actor=county_inspector, instrument=made, reason="主送单位写错", at=AT)
            assert (gone.state, gone.number) == ("withdrawn", "平治欠办〔2026〕1号")
            assert DocumentNumber.objects.visible_to(county_inspector).get().void_reason == "主送单位写错"
            assert documents.issued(county_inspector, addressee=tenancy.enterprise("另一家样例公司")).number == "平治欠办〔2026〕2号"

    def test_it_needs_a_reason(self, county_inspector):
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            with pytest.raises(Refused, match="撤回原因"):
                withdraw_instrument(actor=county_inspector, instrument=made, reason="错", at=AT)

    def test_what_was_answered_stays(self, county_inspector):
        with acting(county_inspector):
            made = record_reply(actor=county_inspector, instrument=documents.served(county_inspector), replied_on=AT.date(), text="已补足。", at=AT)
            with pytest.raises(Refused, match="不能“撤回”"):
                withdraw_instrument(actor=county_inspector, instrument=made, reason="想要撤回它", at=AT)


class TestWhoSees:
    def test_a_neighbour_sees_nothing_and_the_city_everything(self, county_inspector, neighbour_inspector, city_office):
        with acting(county_inspector):
            documents.draft(county_inspector)
        with acting(neighbour_inspector):
            assert not Instrument.objects.visible_to(neighbour_inspector).exists()
        with acting(city_office):
            assert Instrument.objects.visible_to(city_office).count() == 1

    def test_a_department_sees_its_own_and_what_it_received(self, county_inspector, industry_officer, tree):
        tenancy.policy_row(tree.county, "instruments.kinds", ["interview_letter", "recommendation_letter"])
        department = Organisation.objects.get(pk=industry_officer.organisation_id)
        facts = {"industry": "住房城乡建设", "period": "2026年1月", "findings": "三个项目未开户。", "suggestions": "逐项督促。"}
        with acting(county_inspector):
            documents.issued(county_inspector)
            letter = documents.issued(county_inspector, kind="recommendation_letter", addressees={"industry": department}, facts=facts)
        with acting(industry_officer):
            assert not Instrument.objects.visible_to(industry_officer).exists()
        with acting(county_inspector):
            serve_instrument(actor=county_inspector, instrument=letter, method="electronic", served_on=AT.date(), received_by="", at=AT)
        with acting(industry_officer):
            assert [i.pk for i in Instrument.objects.visible_to(industry_officer)] == [letter.pk]

    def test_a_county_reads_the_citys_letter_to_it_and_no_other(self, city_office, county_inspector, neighbour_inspector, tree):
        tenancy.policy_row(tree.city, "instruments.kinds", ["supervision_letter"])
        county = Organisation.objects.get(pk=county_inspector.organisation_id)
        facts = {"project": "青禾家园", "enterprise": "样例建工", "case": "AJ-140321-2026-1", "workers": 12, "amount": "120000", "findings": "未支付。"}
        facts |= {"settle_by": "2026-01-30"}
        with acting(city_office):
            made = documents.issued(city_office, kind="supervision_letter", addressees={"unit": county}, facts=facts)
            serve_instrument(actor=city_office, instrument=made, method="electronic", served_on=AT.date(), received_by="", at=AT)
            documents.issued(city_office, kind="supervision_letter", addressees={"unit": tenancy.authority(tree.neighbour)}, facts=facts)
        with acting(county_inspector):
            assert [i.pk for i in Instrument.objects.visible_to(county_inspector)] == [made.pk]
        with acting(neighbour_inspector):
            assert not Instrument.objects.visible_to(neighbour_inspector).exists()


def test_the_city_reads_a_countys_draft_and_is_told_that_it_cannot_change_or_sign_it(county_inspector, city_office):
    with acting(county_inspector):
        draft = review_instrument(actor=county_inspector, instrument=documents.draft(county_inspector), at=AT)
    with acting(city_office):
        seen = Instrument.objects.visible_to(city_office).get(pk=draft.pk)
        with pytest.raises(Refused, match="由其他辖区办理"):
            issue_instrument(actor=city_office, instrument=seen, at=LATER)
        with pytest.raises(Refused, match="由其他辖区办理"):
            revise_draft(actor=city_office, instrument=seen, version=seen.version, at=LATER, title="改过的标题")
    with acting(county_inspector):
        assert Instrument.objects.visible_to(county_inspector).get(pk=draft.pk).state == InstrumentState.REVIEWED
