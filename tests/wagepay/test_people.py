"""People of a site: papers by age, children told at once, contracts in bulk, wage cards, coverage, history, other counties."""

import datetime as dt
import io

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.jobs.models import OutboxMessage
from portal.lib.errors import Refused
from portal.notices.announce import announcer_of
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.wagepay.attendance.test_records import PNG
from tests.wagepay.books import book
from tests.wagepay.doing import AT, ON, let_in
from wagepay.actions.ask_elsewhere import ask_elsewhere
from wagepay.actions.change_pay_way import change_pay_way
from wagepay.actions.keep_person_papers import MOST_FILES, keep_person_papers
from wagepay.age_words import age_words
from wagepay.agreements import fits, fitting_kinds
from wagepay.enums import ContractKind, PayWay, PersonPaperKind
from wagepay.intake.children import MESSAGE, is_child
from wagepay.models import Engagement, PersonPaper
from wagepay.queries.people import Roll, roll_of
from wagepay.trades import code_of, name_of

pytestmark = pytest.mark.django_db
LABOUR, AGREEMENT, OVER_AGE = ContractKind.LABOUR, ContractKind.AGREEMENT, ContractKind.OVER_AGE


class TestAges:
    @pytest.mark.parametrize(("born", "child"), [("2010-11-20", False), ("2010-11-21", True)])
    def test_sixteen_on_the_day_is_no_child(self, born, child):
        assert is_child(dt.date.fromisoformat(born), ON) is child

    # A man born in March 1966 reaches 60 in March 2026 and retires four months later, in July; the order is in force since 2026-07-01.
    @pytest.mark.parametrize(
        ("born", "male", "on", "kinds"),
        [
            ("2010-11-21", True, "2026-11-20", ()),
            ("2010-11-20", True, "2026-11-20", (LABOUR, AGREEMENT)),
            ("1966-03-10", True, "2026-07-09", (LABOUR, AGREEMENT)),
            ("1966-03-10", True, "2026-07-10", (OVER_AGE,)),
            ("1960-01-01", True, "2026-06-30", (AGREEMENT, OVER_AGE)),
            ("1960-01-01", True, "2026-07-01", (OVER_AGE,)),
            ("1974-12-31", False, "2026-07-01", (OVER_AGE,)),
            ("1980-01-01", False, "2026-07-01", (LABOUR, AGREEMENT)),
        ],
    )
    def test_which_paper_fits_an_age(self, born, male, on, kinds):
        assert fitting_kinds(dt.date.fromisoformat(born), male, dt.date.fromisoformat(on)) == kinds

    def test_without_a_date_of_birth_nothing_is_known_to_be_wrong(self):
        assert fits(LABOUR, None, True, ON) and fits(OVER_AGE, None, True, ON)
        assert fits(ContractKind.NONE, dt.date(1950, 1, 1), True, ON)

    @pytest.mark.parametrize(("born", "kind", "mark"), [
        ("2010-11-21", "labour", "未满 16 周岁，禁止使用"), ("2008-11-21", "labour", "未成年工，注意工种"), ("2008-11-20", "labour", ""),
        ("1960-01-01", "labour", "应签超龄劳动者用工协议（人力资源社会保障部令第56号）"), ("1960-01-01", "over_age", "不得安排危险作业"),
    ])  # fmt: skip
    def test_the_page_says_what_an_age_asks(self, at_site, born, kind, mark):
        day = dt.date.fromisoformat(born)
        person = make.engagement(
            at_site.project, id_number=make.id_number(born_on=day), birth_on=day, contract_kind=kind, contract_signed_on=dt.date(2026, 10, 1)
        )
        assert age_words(person, ON).mark == mark


HEAD = [
    "姓名",
    "身份证号码",
    "有无劳动合同",
    "合同签订日期",
    "合同终止日期",
    "发薪日期",
    "支付方式",
    "支付方式说明",
    "安全培训日期",
    "培训学时",
    "进场时间",
    "工种",
    "日工资标准",
    "银行卡号",
    "退场原因",
]


def row(number: str, **cells) -> list:
    plain = dict(zip(HEAD, ["样大", number, "有", dt.date(2026, 3, 1), dt.date(2027, 3, 1), "每月15日", "银行卡", "", dt.date(2026, 3, 1), 8, dt.date(2026, 3, 2), "钢筋工", 320, make.card_number(), ""], strict=True))  # fmt: skip
    return list((plain | cells).values())


def roster(site, *rows) -> dict:
    return let_in("roster", site.project, book([["花名册"], HEAD, *rows]))


class TestRoster:
    def test_terms_training_and_the_trades_code_are_kept(self, at_site):
        assert roster(at_site, row(make.id_number(), 支付方式="现金", 支付方式说明="本人要求现金"))["accepted"]
        [person] = Engagement.objects.visible_to(at_site.contractor)
        assert (person.contract_until, person.pay_date, person.pay_way, person.pay_way_reason) == (dt.date(2027, 3, 1), "每月15日", PayWay.CASH, "本人要求现金")
        assert (person.trained_on, person.training_hours, person.trade_code) == (dt.date(2026, 3, 1), 8, "020")

    @pytest.mark.parametrize(("cells", "code"), [
        ({"安全培训日期": ""}, "training_missing"), ({"安全培训日期": dt.date(2026, 3, 3)}, "training_late"), ({"支付方式": "现金"}, "pay_way_reason"),
        ({"支付方式": "贝壳"}, "pay_way"), ({"有无劳动合同": "超龄协议"}, "agreement_not_over_age"), ({"培训学时": 501}, "training_hours"),
    ])  # fmt: skip
    def test_what_is_wrong_is_found_and_facts_are_not_refused(self, at_site, cells, code):
        result = roster(at_site, row(make.id_number(), **cells))
        assert code in {finding["code"] for finding in result["findings"]}
        assert result["accepted"] is (code not in ("pay_way", "training_hours"))

    def test_the_over_aged_need_the_agreement_of_their_own(self, at_site):
        old = make.id_number(born_on=dt.date(1960, 1, 1))
        found = {finding["code"] for finding in roster(at_site, row(old, 合同签订日期=dt.date(2026, 8, 1), 进场时间=dt.date(2026, 8, 2)))["findings"]}
        assert {"over_age", "agreement_over_age"} <= found

    def test_an_empty_cell_leaves_what_is_known(self, at_site):
        number = make.id_number()
        roster(at_site, row(number))
        roster(at_site, row(number, 发薪日期="", 安全培训日期="", 退场原因="完工"))
        [person] = Engagement.objects.visible_to(at_site.contractor)
        assert (person.pay_date, person.trained_on, person.left_reason) == ("每月15日", dt.date(2026, 3, 1), "完工")


class TestChildren:
    def child(self, site) -> None:
        roster(
            site,
            row(
                make.id_number(77, born_on=dt.date(2011, 5, 5)),
                进场时间=dt.date(2026, 11, 2),
                合同签订日期=dt.date(2026, 11, 1),
                安全培训日期=dt.date(2026, 11, 1),
            ),
        )

    def test_a_child_is_told_to_the_inspectors_at_once_and_once(self, site):
        with acting(site.contractor):
            self.child(site)
            self.child(site)
        [message] = OutboxMessage.objects.filter(kind=MESSAGE)
        with acting(site.inspector):
            told = announcer_of(MESSAGE)(message, site.inspector, ON)
            assert [post.user.username for post in told.to] == ["pd-inspector"]
        assert "roster" in told.url and told.values == {"项目": site.project.name}

    def test_a_grown_person_is_not(self, at_site):
        roster(at_site, row(make.id_number(born_on=dt.date(2010, 3, 2))))
        assert not OutboxMessage.objects.filter(kind=MESSAGE).exists()


class TestPapers:
    def keep(self, site, *names, kind=PersonPaperKind.CONTRACT, actor=None):
        uploads = []
        for name in names:
            uploads.append(io.BytesIO(PNG + b""))
            uploads[-1].name = name
        return keep_person_papers(actor=actor or site.contractor, project=site.project, kind=kind, uploads=uploads, at=AT)

    def test_files_find_their_people_by_number_or_by_a_name_only_one_bears(self, at_site):
        first, second = make.engagement(at_site.project, name="样大"), make.engagement(at_site.project, name="样小明")
        kept = self.keep(at_site, f"合同{first.id_number.plain()}.png", "样小明 合同.png")
        assert [paper.engagement for paper in kept.papers] == [first, second]
        assert {paper.file.name for paper in kept.papers} == {"合同或用工协议.png"}  # no number stays in a file's name

    def test_what_finds_nobody_is_said_and_not_kept(self, at_site):
        make.engagement(at_site.project, name="样大")
        make.engagement(at_site.project, name="样大")
        kept = self.keep(at_site, "样大.png", "scan001.png", f"{make.id_number()}.png")
        assert kept.papers == []
        assert [reason[:10] for _, reason in kept.unmatched] == ["文件名里的姓名有几个", "文件名里没有花名册上", "文件名里的身份证号不"]

    def test_a_subcontractor_keeps_those_of_its_own_people(self, site):
        with acting(site.contractor):
            foreign = make.engagement(site.project, name="样大")
        with acting(site.subcontractor):
            assert self.keep(site, f"{foreign.id_number.plain()}.png", actor=site.subcontractor).papers == []

    @pytest.mark.parametrize(("number", "ok"), [(MOST_FILES, True), (MOST_FILES + 1, False)])
    def test_there_is_a_limit(self, at_site, number, ok):
        if ok:
            assert len(self.keep(at_site, *["x.png"] * number).unmatched) == number
        else:
            with pytest.raises(Refused, match="50"):
                self.keep(at_site, *["x.png"] * number)

    def test_a_neighbour_sees_none(self, site, neighbour_inspector):
        with acting(site.contractor):
            person = make.engagement(site.project, name="样大")
            self.keep(site, f"{person.id_number.plain()}.png")
        for actor, count in ((site.inspector, 1), (neighbour_inspector, 0)):
            with acting(actor):
                assert PersonPaper.objects.visible_to(actor).count() == count


class TestPayWay:
    def change(self, site, person, **fields):
        values = {"way": PayWay.CARD, "card": "", "bank_name": "", "way_reason": "", "reason": "原卡挂失"} | fields
        return change_pay_way(actor=site.contractor, person=person, at=AT, **values)

    def test_another_card_of_any_bank_leaves_both_numbers_masked_in_the_trail(self, at_site):
        person, card = make.engagement(at_site.project), make.card_number()
        before = str(person.card)
        assert self.change(at_site, person, card=card, bank_name="任何银行").card == card
        detail = Entry.objects.get(verb="wagepay.change_pay_way").detail
        assert before in detail["before"] and card not in str(detail) and card[-4:] in detail["after"]

    def test_nobody_is_made_to_have_a_card_but_cash_needs_its_reason(self, at_site):
        person = make.engagement(at_site.project, card=None)
        with pytest.raises(Refused, match="本人的卡号"):
            self.change(at_site, person)
        with pytest.raises(Refused, match="本人要求的原因"):
            self.change(at_site, person, way=PayWay.CASH, way_reason="要")
        assert self.change(at_site, person, way=PayWay.CASH, way_reason="本人要求现金").pay_way == PayWay.CASH
        assert Engagement.objects.visible_to(at_site.contractor).paid_their_way().filter(pk=person.pk).exists()


class TestElsewhere:
    def test_only_a_number_is_answered_and_the_question_is_on_record(self, site, tree, other_county_inspector):
        number = make.id_number()
        for region in (tree.county, tree.neighbour, tree.other_county):
            from portal.tenancy.actors import system_actor

            with acting(system_actor(region)):
                make.worker(region, id_number=number)
        with acting(site.inspector) as inspector:
            person = make.engagement(site.project, id_number=number)
            assert ask_elsewhere(actor=inspector, person=person, reason="核对重复登记") == 2
        entry = Entry.objects.get(verb="wagepay.ask_elsewhere")
        assert (entry.detail["counties"], entry.detail["reason"], entry.object_uid) == (2, "核对重复登记", str(person.uid))

    def test_a_firm_does_not_ask_and_a_reason_is_needed(self, site):
        with acting(site.contractor), pytest.raises(Refused, match="没有办理"):
            ask_elsewhere(actor=site.contractor, person=make.engagement(site.project), reason="核对重复登记")
        with acting(site.inspector), pytest.raises(Refused, match="至少 5 个字"):
            ask_elsewhere(actor=site.inspector, person=make.engagement(site.project), reason="查")


class TestPages:
    def test_the_project_page_shows_the_coverage(self, site, client_of):
        with acting(site.contractor):
            make.engagement(site.project, trained_on=dt.date(2026, 1, 4))
            make.engagement(site.project, contract_kind="none", contract_signed_on=None, card=None)
        page = client_of(site.contractor).get(reverse("wage_project", args=[site.project.code])).content.decode()
        assert page.count("占 50%") == 3

    def test_the_stays_on_other_sites_are_shown_to_whom_may_see_them(self, site, tree, client_of):
        number = make.id_number()
        with acting(site.inspector):
            other = make_project(tree.county, "另一个项目")
            here, _ = make.engagement(site.project, id_number=number), make.engagement(other, id_number=number)
        path = reverse("wage_person", args=[site.project.code, here.uid])
        assert "另一个项目" in client_of(site.inspector).get(path).content.decode()
        assert "另一个项目" not in client_of(site.contractor).get(path).content.decode()

    def test_the_button_asks_and_tells_a_number(self, site, client_of):
        with acting(site.inspector):
            person = make.engagement(site.project)
        client, path = client_of(site.inspector), reverse("wage_elsewhere", args=[site.project.code, person.uid])
        assert "没有其他县区登记此人" in client.post(path, {"reason": "核对重复登记"}, follow=True).content.decode()
        assert client_of(site.contractor).get(path).status_code == 403

    def test_a_card_is_changed_in_the_browser(self, site, client_of):
        with acting(site.contractor):
            person = make.engagement(site.project)
        path, card = reverse("wage_pay_way", args=[site.project.code, person.uid]), make.card_number()
        client = client_of(site.contractor)
        assert client.post(path, {"way": "card", "card": card, "reason": "原卡挂失"}).status_code == 302
        assert client.post(path, {"way": "cash", "reason": "原卡挂失"}).status_code == 422
        assert card[-4:] in client.get(reverse("wage_person", args=[site.project.code, person.uid])).content.decode()

    def test_many_scans_are_sent_at_once(self, site, client_of):
        from django.core.files.uploadedfile import SimpleUploadedFile

        with acting(site.contractor):
            make.engagement(site.project, name="样大")
        files = [SimpleUploadedFile(name, PNG) for name in ("样大.png", "谁的.png")]
        page = client_of(site.contractor).post(reverse("wage_person_papers", args=[site.project.code]), {"kind": "contract", "files": files}).content.decode()
        assert "1 份找到了人" in page and "谁的.png" in page


@pytest.mark.parametrize(("word", "code"), [("钢筋工", "020"), ("瓦工", "010"), ("塔吊司机", "180"), ("模板", "050"), ("杂技演员", ""), ("", "")])
def test_the_platforms_code_of_a_trade(word, code):
    assert code_of(word) == code


def test_every_usual_word_leads_to_a_code_of_the_table():
    from wagepay.trades import USUAL

    assert all(name_of(code) for code in USUAL.values())


def test_a_roll_names_everybody_ever_met_and_apart_who_is_registered(at_site):
    names = ['李"二"', "王\\五", "买买提·\n吾买尔"]
    met = [make.engagement(at_site.project, name=name, registered_on=since) for name, since in zip(names, (ON, None, ON), strict=True)]
    roll = roll_of(at_site.contractor, at_site.project, at_site.project.general_contractor_id)
    assert roll.names == {bytes(person.id_index): person.name for person in met}
    assert sorted(roll.registered.values()) == sorted(names[::2]) and roll.registered.items() <= roll.names.items()


def test_a_roll_of_nobody_and_of_nobody_registered(at_site):
    employer = at_site.project.general_contractor_id
    assert roll_of(at_site.contractor, at_site.project, employer) == Roll({}, {})
    person = make.engagement(at_site.project, registered_on=None)
    assert roll_of(at_site.contractor, at_site.project, employer) == Roll({bytes(person.id_index): person.name}, {})
