"""/t/<code>/: what the sender reads about his own matter, what he can say, and what a guesser finds."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from time_machine import travel

from cases import gate, progress_codes
from cases.actions.answer_progress import MOST_A_DAY
from cases.actions.close_case import close_case
from cases.actions.decide_lead import accept_lead, answer_lead, reject_lead, transfer_lead
from cases.actions.issue_code import issue_code
from cases.actions.note_case import note_case
from cases.enums import AnswerKind
from cases.models import IntakeCount, Lead, LeadFile, WorkerAnswer
from cases.progress_page import progress_page
from portal.jobs.models import OutboxMessage
from portal.tenancy.scope import acting
from tests.cases.pages import complain, filled, url
from tests.make import documents
from tests.make.cases import ON, at, lines_of, make_case, make_lead, make_line, pay, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(client, site) -> str:
    return complain(client, site)


def own(inspector) -> Lead:
    return Lead.objects.visible_to(inspector).get(channel="qr")


def told(inspector, lead: Lead, on: dt.date = ON):
    """The page of the lead as it stands in the database."""
    return progress_page(Lead.objects.visible_to(inspector).get(pk=lead.pk), on)


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


class TestStages:
    """The page is a function of the lead and the day."""

    def test_received(self, inspector, site):
        with acting(inspector):
            page = told(inspector, make_lead(inspector, site))
        assert (page.headline, page.words) == ("等监察员受理", "最晚 11 月 27 日告诉您受不受理。")
        assert [(step.title, step.state) for step in page.steps][:3] == [("收到您的反映", "done"), ("决定受不受理", "now"), ("核实欠了多少", "todo")]

    def test_late_acceptance_is_not_hidden(self, inspector, site):
        with acting(inspector):
            page = told(inspector, make_lead(inspector, site), ON + dt.timedelta(days=9))
        assert "已经过了期限" in page.steps[1].words

    def test_refused_with_the_reason_and_where_to_go(self, inspector, site):
        with acting(inspector):
            page = told(inspector, reject_lead(make_lead(inspector, site), actor=inspector, at=at(), reason="超过两年，请向法院起诉。"))
        assert page.ended and page.headline == "没有受理"
        assert page.words.startswith("超过两年，请向法院起诉。") and "12348" in page.words

    def test_passed_on(self, inspector, site):
        with acting(inspector):
            page = told(inspector, transfer_lead(make_lead(inspector, site), actor=inspector, at=at(), reason="转盂县劳动保障监察大队。"))
        assert page.ended and "盂县" in page.words

    def test_being_verified_with_the_statutory_day(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            page = told(inspector, _lead_of(inspector, case))
        assert page.headline == "正在核实欠了多少"
        assert re.search(r"最晚 2027 年 \d 月 \d+ 日查完", page.words)

    def test_verified_and_urged_with_what_was_promised(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            verify(inspector, lines_of(inspector, case)[0], 9000)
            day = ON + dt.timedelta(days=5)
            note_case(case, actor=inspector, kind="promise", on=ON, text="项目经理答应打到卡上", at=at(), promised_on=day, is_told=True)
            page = told(inspector, _lead_of(inspector, case))
            broken = told(inspector, _lead_of(inspector, case), day + dt.timedelta(days=1))
        assert page.words == "单位答应 11 月 25 日前打到卡上。还差 9,000 元。"
        assert ("单位承诺", "11 月 20 日。项目经理答应打到卡上") in [(step.title, step.words) for step in page.steps]
        assert "没有做到，继续催" in broken.words

    def test_partly_paid(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            line = verify(inspector, lines_of(inspector, case)[0], 9000)
            pay(inspector, line, 2000)
            page = told(inspector, _lead_of(inspector, case))
        assert "已发 2,000 元，还差 7,000 元" in page.words and not page.is_paid

    def test_paid(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            pay(inspector, verify(inspector, lines_of(inspector, case)[0], 9000), 9000)
            page = told(inspector, _lead_of(inspector, case))
        assert page.is_paid and page.headline == "工资发到您手里了"
        assert [step.state for step in page.steps] == ["done"] * len(page.steps)

    def test_nothing_found(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            verify(inspector, lines_of(inspector, case)[0], 0)
            assert told(inspector, _lead_of(inspector, case)).headline == "没有查到欠薪"

    def test_closed_by_agreement_and_still_owed(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            verify(inspector, lines_of(inspector, case)[0], 9000)
            paper = documents.stored_file(inspector)
            close_case(case, actor=inspector, at=at(), kind="agreement", note="签订协议分期付清。", paper=paper, agreed_until_on=dt.date(2026, 12, 31))
            page = told(inspector, _lead_of(inspector, case))
        assert page.headline == "钱还没到，没有销账"
        assert "12 月 31 日前付清" in page.words and "还差 9,000 元" in page.words

    def test_without_an_amount_only_stages_are_told(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site, name="", kind="report", amount=None)
            page = told(inspector, _lead_of(inspector, case))
        assert page.headline == "正在查" and "元" not in page.words

    def test_a_note_not_meant_for_the_sender_is_not_told(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            note_case(case, actor=inspector, kind="visit", on=ON, text="向工友秦满国取证", at=at(), is_told=False)
            assert "秦满国" not in str(told(inspector, _lead_of(inspector, case)))


def _lead_of(inspector, case) -> Lead:
    from cases.models import CaseLead

    return CaseLead.objects.visible_to(inspector).filter(case=case).select_related("lead").first().lead


class TestOwnMatterOnly:
    def test_nothing_of_the_others_in_the_case_is_on_the_page(self, client, site, inspector, code):
        with acting(inspector):
            case = accept_lead(own(inspector), actor=inspector, at=at())
            verify(inspector, lines_of(inspector, case)[0], 9000)
            other = make_line(inspector, case, name="秦满国", claimed=777777)
            verify(inspector, other, 654321)
            pay(inspector, other, 54321)
            accept_lead(make_lead(inspector, site, name="欧阳样例", text="项目经理威胁我"), actor=inspector, at=at(), case=case)
        text = text_of(client.get(f"/t/{code}/"))
        assert "9,000" in text and case.number in text
        for foreign in ("秦满国", "欧阳", "777,777", "654,321", "54,321", "600,000", "威胁", str(other.id_number)):
            assert foreign not in text

    def test_what_the_database_holds_for_the_page_is_clean_too(self, site, inspector, code):
        with acting(inspector):
            case = accept_lead(own(inspector), actor=inspector, at=at())
            make_line(inspector, case, name="秦满国", claimed=777777)
            held = str(own(inspector).progress)
        assert "秦满国" not in held and "777777" not in held

    def test_two_kinds_of_money_of_the_same_person_are_added(self, inspector, site):
        from tests.make.wagepay import id_number

        number = id_number(77)
        with acting(inspector):
            case = make_case(inspector, site, id_number=number)
            more = make_line(inspector, case, name="本人", id_number=number, kind="additional", claimed=1000)
            for line, amount in zip(lines_of(inspector, case), (9360, 1000), strict=True):
                verify(inspector, line, amount)
            page = told(inspector, _lead_of(inspector, case))
        assert "还差 10,360 元" in page.words and more.kind == "additional"

    def test_his_own_name_and_numbers_are_not_repeated_to_whoever_has_the_code(self, client, site):
        code = complain(client, site, id_number="11010519491231002X")
        text = text_of(client.get(f"/t/{code}/"))
        assert "王某某" not in text and "13900000001" not in text and "11010519491231002X" not in text


class TestCode:
    @pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} ", lambda code: code.replace("-", "－")])
    def test_it_is_understood_however_it_is_typed(self, client, code, typed):
        answer = client.post("/t/", {"code": typed(code)})
        assert answer.status_code == 302
        assert client.get(answer.url).status_code == 200

    @pytest.mark.parametrize("wrong", ["ABCDEFGHJK", "A", "", "A" * 500, "'; --", "../../etc", "０", "\x00", "<b>"])
    def test_a_wrong_one_is_a_friendly_page(self, client, code, wrong):
        assert client.post("/t/", {"code": wrong}).status_code == 422
        if wrong and "/" not in wrong and "\x00" not in wrong:
            answer = client.get(f"/t/{wrong}/")
            assert answer.status_code == 404 and "没有这个查询码" in answer.content.decode()

    def test_guessing_closes_the_door_for_a_while_even_for_the_right_code(self, client, code, monkeypatch):
        monkeypatch.setattr(gate, "WRONG_CODES", gate.Limit("code", 3, 15))
        assert [client.get(f"/t/ABCDEFGHJ{n}/").status_code for n in range(2, 6)] == [404, 404, 404, 429]
        assert client.get(f"/t/{code}/").status_code == 429
        assert client.post("/t/", {"code": code}).status_code == 429
        assert client.post(f"/t/{code}/answer/", {"kind": "paid"}).status_code == 429
        assert client.get(f"/t/{code}/", REMOTE_ADDR="10.1.1.1").status_code == 200

    def test_the_door_opens_again(self, client, code, monkeypatch, settings):
        monkeypatch.setattr(gate, "WRONG_CODES", gate.Limit("code", 1, 15))
        settings.PORTAL_DATE = None
        with travel("2026-11-20T02:00:00Z", tick=False):
            assert client.get("/t/ABCDEFGHJK/").status_code == 404
            assert client.get(f"/t/{code}/").status_code == 429
        with travel("2026-11-20T02:15:00Z", tick=False):
            assert client.get(f"/t/{code}/").status_code == 200

    def test_right_codes_are_not_counted(self, client, code):
        IntakeCount.objects.all().delete()
        for _ in range(3):
            client.get(f"/t/{code}/")
        assert IntakeCount.objects.count() == 0

    def test_codes_have_no_sign_that_is_mistaken_on_the_telephone(self, client, site):
        signs = set("".join(progress_codes.random_code() for _ in range(200)))
        assert not signs & set("01OIL")

    def test_a_new_code_takes_the_place_of_a_lost_one(self, client, site, inspector, code):
        with acting(inspector):
            fresh = issue_code(own(inspector), actor=inspector, reason="核对身份证原件")
        assert client.get(f"/t/{code}/").status_code == 404
        assert client.get(f"/t/{fresh}/").status_code == 200

    def test_pages_are_never_kept_by_the_browser(self, client, code):
        assert "no-store" in client.get(f"/t/{code}/").headers["Cache-Control"]


class TestSaying:
    def test_paid_and_not_paid_are_kept_in_their_order_and_told_to_the_inspectors(self, client, inspector, code):
        for kind in ("unpaid", "paid"):
            answer = client.post(f"/t/{code}/answer/", {"kind": kind}, follow=True)
            assert "记下了" in answer.content.decode()
        with acting(inspector):
            kinds = list(WorkerAnswer.objects.visible_to(inspector).order_by("id").values_list("kind", flat=True))
        assert kinds == ["unpaid", "paid"]
        assert OutboxMessage.objects.filter(kind="cases.lead.answered_by_worker").count() == 2

    def test_the_same_word_twice_is_one(self, client, inspector, code):
        for _ in range(3):
            client.post(f"/t/{code}/answer/", {"kind": "paid"})
        with acting(inspector):
            assert WorkerAnswer.objects.visible_to(inspector).count() == 1

    @pytest.mark.parametrize("kind", ["more", "", "settled", "PAID"])
    def test_only_the_two_words_of_the_buttons_are_taken(self, client, code, kind):
        assert client.post(f"/t/{code}/answer/", {"kind": kind}).status_code == 400

    def test_looking_says_nothing(self, client, inspector, code):
        assert client.get(f"/t/{code}/answer/").status_code == 405
        client.get(f"/t/{code}/?said=paid")
        with acting(inspector):
            assert not WorkerAnswer.objects.visible_to(inspector).exists()

    def test_more_material_with_words_and_pictures(self, client, inspector, code):
        picture = SimpleUploadedFile("记工本.jpg", documents.picture())
        answer = client.post(f"/t/{code}/more/", {"note": "班长姓郝，电话打不通", "pictures": [picture]}, follow=True)
        assert "补充的材料收到了" in answer.content.decode()
        with acting(inspector):
            assert WorkerAnswer.objects.visible_to(inspector).get().note == "班长姓郝，电话打不通"
            assert LeadFile.objects.visible_to(inspector).count() == 1

    @pytest.mark.parametrize("sent", [{}, {"note": "  "}, {"note": "x" * 501}, {"note": "好", "website": "x"}])
    def test_nothing_or_too_much_is_said_to_be_so(self, client, code, sent):
        answer = client.post(f"/t/{code}/more/", sent)
        assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()

    def test_a_bad_picture_loses_no_words(self, client, inspector, code):
        answer = client.post(f"/t/{code}/more/", {"note": "我写了很多", "pictures": [SimpleUploadedFile("a.jpg", b"not a picture")]})
        assert answer.status_code == 422 and "我写了很多" in answer.content.decode()
        with acting(inspector):
            assert not WorkerAnswer.objects.visible_to(inspector).exists()

    def test_there_is_an_end_to_a_days_talk(self, client, inspector, code, monkeypatch):
        monkeypatch.setattr(gate, "SAYING", gate.Limit("say", 1000, 10))
        sent = [client.post(f"/t/{code}/more/", {"note": f"第 {n} 次"}).status_code for n in range(MOST_A_DAY + 1)]
        assert sent == [302] * MOST_A_DAY + [422]

    def test_by_address_too(self, client, code, monkeypatch):
        monkeypatch.setattr(gate, "SAYING", gate.Limit("say", 1, 10))
        assert [client.post(f"/t/{code}/more/", {"note": str(n)}).status_code for n in range(2)] == [302, 429]

    def test_after_a_refusal_money_is_not_the_question_any_more(self, client, inspector, code):
        with acting(inspector):
            reject_lead(own(inspector), actor=inspector, at=at(), reason="已由法院判决。")
        assert "钱已收到" not in client.get(f"/t/{code}/").content.decode()
        assert client.post(f"/t/{code}/answer/", {"kind": AnswerKind.PAID}).status_code == 409
        assert client.post(f"/t/{code}/more/", {"note": "还有话说"}).status_code == 302

    def test_an_answered_lead_is_still_followed(self, client, inspector, code):
        with acting(inspector):
            lead = own(inspector)
            accept_lead(lead, actor=inspector, at=at())
            answer_lead(lead, actor=inspector, at=at(), reply="已责令单位 11 月底前发放。")
        assert client.get(f"/t/{code}/").status_code == 200


def test_the_entry_page_needs_no_script(client):
    text = client.get("/t/").content.decode()
    assert "<script" not in text and 'action="http' not in text


def test_one_form_sent_by_two_browsers_has_one_code(client, site):
    data = filled(client, site)
    pages = [client.post(url(site), data, REMOTE_ADDR=address).content.decode() for address in ("10.0.0.1", "10.0.0.2")]
    assert len({re.search(r'class="code">([^<]+)<', page)[1] for page in pages}) == 1
