"""A tenant's own words: a language of fields and nothing else, versions with dates, previews, and papers that keep theirs."""

import datetime as dt

import pytest

from portal.documents import placeholders
from portal.documents.actions.make_template import make_template, withdraw_template
from portal.documents.actions.revise_draft import revise_draft
from portal.documents.kinds import instrument_kind, instrument_kinds
from portal.documents.models import InstrumentTemplate
from portal.documents.wording import body, clean_facts, skeleton
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.documents import pages
from tests.make import accounts, documents
from tests.make.documents import AT

SUPERVISION = instrument_kind("supervision_letter")
FACTS = {
    "project": "青禾家园", "enterprise": "样例建工", "case": "AJ-1", "workers": 12, "amount": "1046300.00", "findings": "十二月工资没有发。",
    "settle_by": "2026-01-20", "reply_by": "2026-01-16",
}  # fmt: skip
COMMON = {"发文机关": "平定县人社局", "主送单位": "冠山镇人民政府"}


def fill(text: str, facts: dict = FACTS) -> str:
    return placeholders.fill(text, SUPERVISION, facts, COMMON)


class TestLanguage:
    def test_fields_are_printed_as_their_kind_wants(self):
        assert fill("{{项目名称}}：{{涉及人数}}人、{{ 涉及金额 }}元（{{涉及金额 | 万元}}），{{办结期限}}前，{{发文机关}}致{{主送单位}}") == (
            "青禾家园：12人、1,046,300.00元（104.63万元），2026年1月20日前，平定县人社局致冠山镇人民政府"
        )

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("{{身份证号}}", "没有“身份证号”这个字段"),
            ("{{项目名称}}{{工人姓名}}{{银行卡}}", "没有“工人姓名”这个字段；没有“银行卡”这个字段"),
            ("{{项目名称|万元}}", "“项目名称”后面不能写“\\|万元”"),
            ("{{涉及金额|safe}}", "后面不能写“\\|safe”"),
            ("{{项目名称", "花括号不配对"),
            ("项目名称}}", "花括号不配对"),
            ("{% include 'x' %}", "花括号不配对"),
            ("{{ settings.SECRET_KEY }}", "没有“settings.SECRET_KEY”这个字段"),
            ("{{request.user.password}}", "没有“request.user.password”这个字段"),
        ],
    )
    def test_anything_else_is_refused_by_name(self, text, fault):
        with pytest.raises(Refused, match=fault):
            placeholders.check(text, SUPERVISION)

    def test_the_refusal_names_what_may_be_used(self):
        with pytest.raises(Refused) as refusal:
            placeholders.check("{{x}}", SUPERVISION)
        assert "项目名称、施工总承包单位、案件编号、涉及人数、涉及金额、查明的情况、办结期限、书面回复期限、发文机关、主送单位" in refusal.value.reason

    def test_a_value_is_never_read_as_language(self):
        assert fill("{{项目名称}}", FACTS | {"project": "{{发文机关}}{% now %}<b>"}) == "{{发文机关}}{% now %}<b>"

    def test_a_line_whose_fields_are_all_empty_is_left_out(self):
        kind = instrument_kind("risk_warning_letter")
        text = "建设单位：{{建设单位}}。\n项目{{项目名称}}，{{建设单位}}。\n没有字段的行"
        assert placeholders.fill(text, kind, {"project": "青禾家园"}, COMMON) == "项目青禾家园，。\n没有字段的行"

    def test_a_field_nobody_filled_in_prints_its_default(self):
        kind = instrument_kind("interview_letter")
        assert placeholders.fill("参加人员：{{参加人员}}。", kind, {}, COMMON) == "参加人员：你单位法定代表人、该项目负责人和劳资专管员。"

    @pytest.mark.parametrize("kind", instrument_kinds(), ids=lambda kind: kind.code)
    def test_the_built_in_words_taken_over_say_the_same(self, kind):
        """What a tenant starts from fills to the very text the platform itself would write."""
        samples = {"date": dt.date(2026, 1, 20), "money": "12345.60", "int": 12}
        facts = clean_facts(kind, {fact.key: samples.get(fact.kind, fact.label) for fact in kind.facts if fact.required})
        part = kind.addressee.split("+")[0]
        _, text = skeleton(kind, part)
        assert placeholders.fill(text, kind, facts, COMMON) == body(kind, facts, part)


@pytest.fixture
def office(tree):
    return accounts.actor("office", region=tree.county)


def make(actor, body: str = "你单位在{{项目名称}}欠薪，{{约谈日期}}到{{约谈地点}}。", **fields) -> InstrumentTemplate:
    fields = {
        "kind": "interview_letter",
        "heading": "关于约谈{{施工总承包单位}}的函",
        "source": "县领导小组会议纪要〔2026〕1号",
        "valid_from": AT.date(),
        "at": AT,
    } | fields
    with acting(actor):
        return make_template(actor=actor, body=body, **fields)


@pytest.mark.django_db
class TestVersions:
    def test_a_draft_uses_the_newest_in_force_and_remembers_it(self, office, county_inspector):
        make(office, body="第一版{{项目名称}}")
        second = make(office, body="第二版{{项目名称}}")
        make(office, body="明天的{{项目名称}}", valid_from=AT.date() + dt.timedelta(days=1))
        with acting(county_inspector):
            made = documents.draft(county_inspector)
        assert (made.template, made.body) == (second, "第二版青禾家园安置房二期项目")
        assert made.title == "关于约谈山西样例建工集团有限公司的函" and made.template_label == "平定县 第2版（2026-01-13起）"

    def test_one_that_is_issued_keeps_its_words_when_the_template_changes(self, office, county_inspector):
        first = make(office, body="第一版{{项目名称}}")
        with acting(county_inspector):
            made = documents.issued(county_inspector)
        make(office, body="第二版{{项目名称}}")
        with acting(office):
            withdraw_template(first, actor=office, on=AT.date())
        with acting(county_inspector):
            fresh = type(made).objects.visible_to(county_inspector).get(pk=made.pk)
        assert (fresh.template_id, fresh.body, fresh.pdf_sha256) == (first.pk, "第一版青禾家园安置房二期项目", made.pdf_sha256)

    def test_the_nearest_node_wins_and_a_county_without_its_own_uses_its_citys(self, office, county_inspector, neighbour_inspector, city_office):
        make(city_office, body="市里的{{项目名称}}")
        with acting(county_inspector):
            assert documents.draft(county_inspector).body.startswith("市里的")
        make(office, body="县里的{{项目名称}}")
        with acting(county_inspector):
            assert documents.draft(county_inspector).body.startswith("县里的")
        with acting(neighbour_inspector):
            assert documents.draft(neighbour_inspector).body.startswith("市里的")

    def test_after_the_last_is_withdrawn_the_built_in_words_serve(self, office, county_inspector):
        only = make(office)
        with acting(office):
            withdraw_template(only, actor=office, on=AT.date())
            with pytest.raises(Refused, match="已于"):
                withdraw_template(only, actor=office, on=AT.date())
        with acting(county_inspector):
            made = documents.draft(county_inspector)
        assert made.template is None and made.template_label == "平台内置" and "三、需要说明" in made.body

    def test_an_unknown_field_stores_nothing(self, office):
        with pytest.raises(Refused, match="没有“身份证号”这个字段"):
            make(office, body="{{身份证号}}")
        with acting(office):
            assert not InstrumentTemplate.objects.visible_to(office).exists()

    def test_without_a_source_and_by_others_it_is_refused(self, office, county_inspector):
        with pytest.raises(Refused, match="依据文件"):
            make(office, source=" ")
        with pytest.raises(Refused, match="没有办理这一步的权限"):
            make(county_inspector)

    def test_a_county_does_not_end_its_citys_template(self, office, city_office):
        citys = make(city_office)
        with acting(office), pytest.raises(Refused, match="其他辖区"):
            withdraw_template(citys, actor=office, on=AT.date())

    def test_what_an_officer_changes_by_hand_is_his_own(self, office, county_inspector):
        make(office)
        with acting(county_inspector):
            made = documents.draft(county_inspector)
            assert revise_draft(actor=county_inspector, instrument=made, version=0, at=AT, body="{{不是字段}}").body == "{{不是字段}}"


@pytest.mark.django_db
class TestPages:
    ADDRESS = "/instruments/templates/interview_letter/"

    def form(self, **fields) -> dict:
        return {
            "heading": "关于约谈{{施工总承包单位}}的函", "body": "请{{主送单位}}到{{约谈地点}}。", "source": "会议纪要", "valid_from": clock.today().isoformat(),
        } | fields  # fmt: skip

    def test_the_form_starts_with_the_built_in_words_and_names_the_fields(self, office, client_of):
        page = client_of(office).get(self.ADDRESS).content.decode()
        assert "{{施工总承包单位}}" in page and "在你单位承建的{{项目名称}}" in page and "日期，印成" in page

    def test_the_preview_fills_it_with_a_real_papers_facts_and_saves_nothing(self, office, county_inspector, client_of):
        with acting(county_inspector):
            made = documents.draft(county_inspector, at=clock.now())
        page = client_of(office).post(self.ADDRESS, self.form(preview="1", sample=str(made.uid))).content.decode()
        assert "请山西样例建工集团有限公司到平定县人力资源和社会保障局三楼会议室。" in page
        with acting(office):
            assert not InstrumentTemplate.objects.visible_to(office).exists()

    def test_words_can_be_tried_before_they_have_a_document_and_are_not_saved_without(self, office, client_of):
        browser = client_of(office)
        assert "预览（未保存）" in browser.post(self.ADDRESS, self.form(preview="1", source="", valid_from="")).content.decode()
        assert "预览（未保存）" not in browser.post(self.ADDRESS, self.form(source="")).content.decode()
        with acting(office):
            assert not InstrumentTemplate.objects.visible_to(office).exists()

    def test_without_any_paper_the_preview_uses_examples(self, office, client_of):
        page = client_of(office).post(self.ADDRESS, self.form(preview="1")).content.decode()
        assert "请（主送单位）到（约谈地点）。" in page and "示例数据" in page

    def test_it_is_saved_shown_in_the_list_and_printed(self, office, client_of):
        browser = client_of(office)
        assert browser.post(self.ADDRESS, self.form()).status_code == 302
        assert "第1版" in browser.get("/instruments/templates/").content.decode()
        with acting(office):
            made = InstrumentTemplate.objects.visible_to(office).get()
        answer = browser.get(f"/instruments/templates/{made.uid}/preview/")
        assert answer["Content-Type"] == "application/pdf" and "请（主送单位）到" in pages.text_of(answer.content)
        browser.post(f"/instruments/templates/{made.uid}/withdraw/")
        assert "已停用" in browser.get(self.ADDRESS).content.decode()

    def test_a_fault_is_shown_at_its_field_with_what_was_typed(self, office, client_of):
        page = client_of(office).post(self.ADDRESS, self.form(body="{{手机号}}")).content.decode()
        assert "没有“手机号”这个字段" in page and "{{手机号}}" in page

    def test_markup_in_a_fact_stays_text(self, office, county_inspector, client_of):
        facts = documents.INTERVIEW_FACTS | {"interview_place": "<script>alert(1)</script>"}
        with acting(county_inspector):
            made = documents.draft(county_inspector, at=clock.now(), facts=facts)
        page = client_of(office).post(self.ADDRESS, self.form(preview="1", sample=str(made.uid))).content.decode()
        assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page

    def test_inspectors_and_enterprises_do_not_open_it(self, county_inspector, contractor, client_of):
        for actor in (county_inspector, contractor):
            assert client_of(actor).get(self.ADDRESS).status_code == 403
