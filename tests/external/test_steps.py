"""A step of an authority outside the portal: asked of the right level, due by the engine, answered with a document, on the desk meanwhile."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.external import find_case
from portal.audit.models import Entry
from portal.dashboard.agenda import agenda
from portal.external.actions.ask_external import Asking, ask_external
from portal.external.actions.record_answer import record_answer, reopen_step, withdraw_step
from portal.external.enums import StepKind, StepState
from portal.external.models import ExternalStep
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actions.import_holidays import seed_holidays
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.external import find_project
from tests.make.cases import make_case
from tests.make.projects import make_project
from tests.make.tenancy import policy_row

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)


def asking(tree, **fields) -> Asking:
    given = {"kind": StepKind.POLICE, "title": "受理移送案件", "authority": "平定县公安局", "place": tree.county, "asked_on": ON, "due_on": ON}
    return Asking(**given | fields)


def ask(actor, tree, **fields) -> ExternalStep:
    region = tree.city if actor.region_id == tree.city.pk else tree.county
    with acting(actor):
        return ask_external(actor=actor, region=region, asking=asking(tree, **fields), at=AT)


def answer(actor, step, **fields) -> ExternalStep:
    given = {"is_done": True, "answered_on": ON, "result": "已受理立案", "answer_number": "平公函〔2026〕1号", "at": AT}
    with acting(actor):
        return record_answer(actor=actor, step=step, **given | fields)


def test_the_last_day_comes_from_the_engine(tree, county_inspector):
    seed_holidays(actor=system_actor())
    step = ask(county_inspector, tree, term_code="D08", due_on=None)
    assert (step.due_on, step.is_due_certain, step.state) == (dt.date(2026, 11, 27), True, "waiting")
    assert not ask(county_inspector, tree, term_code="D18a", due_on=None).is_due_certain, "runs into 2027"
    assert ask(county_inspector, tree, due_on=None).due_on is None


def test_an_authority_is_entered_once_and_has_no_users(tree, county_inspector):
    ask(county_inspector, tree)
    ask(county_inspector, tree, title="再问一次", authority=" 平定县公安局 ")
    (organisation,) = Organisation.objects.filter(name="平定县公安局")
    assert (organisation.kind, organisation.region) == ("external", tree.county)


@pytest.mark.parametrize(("place", "ok"), [("county", False), ("city", True), ("province", True)])
def test_an_asset_query_is_granted_by_the_city_or_above(tree, county_inspector, place, ok):
    """《保障农民工工资支付条例》第40条."""
    fields = {"kind": StepKind.ASSET_QUERY, "authority": "人社部门", "place": getattr(tree, place)}
    if ok:
        assert ask(county_inspector, tree, **fields).organisation.region == getattr(tree, place)
    else:
        with pytest.raises(Refused, match="设区的市级"):
            ask(county_inspector, tree, **fields)


def test_who_grants_and_who_keeps_the_deposit_is_the_tenants(tree, county_inspector):
    query = {"kind": StepKind.ASSET_QUERY, "authority": "人社部门", "place": tree.city}
    deposit = {"kind": StepKind.DEPOSIT, "authority": "人社部门", "place": tree.city}
    ask(county_inspector, tree, **deposit)
    policy_row(tree.province, "authority.asset_query_level", "province")
    policy_row(tree.city, "authority.deposit_keeper_level", "county")
    for fields in (query, deposit):
        with pytest.raises(Refused) as refusal:
            ask(county_inspector, tree, **fields)
        assert refusal.value.code == "level"
    ask(county_inspector, tree, **deposit | {"place": tree.county})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"asked_on": ON + dt.timedelta(days=1), "due_on": None}, "future"),
        ({"due_on": ON - dt.timedelta(days=1)}, "due_before"),
        ({"authority": "  "}, "name"),
        ({"term_code": "D12", "due_on": None}, "term"),
    ],
)
def test_an_asking_that_cannot_be_is_refused(tree, county_inspector, fields, code):
    with pytest.raises(Refused) as refusal:
        ask(county_inspector, tree, **fields)
    assert refusal.value.code == code


def test_a_region_that_is_not_ones_own_is_refused(tree, city_office):
    with acting(city_office), pytest.raises(Refused, match="本级"):
        ask_external(actor=city_office, region=tree.county, asking=asking(tree), at=AT)


def test_an_answer_has_a_day_and_a_result_and_says_whether_it_was_late(tree, county_inspector):
    step = ask(county_inspector, tree, asked_on=ON - dt.timedelta(days=9), due_on=ON - dt.timedelta(days=1))
    for fields, code in (
        ({"answered_on": ON - dt.timedelta(days=10)}, "too_early"),
        ({"answered_on": ON + dt.timedelta(days=1)}, "future"),
        ({"result": " "}, "result"),
    ):
        with pytest.raises(Refused) as refusal:
            answer(county_inspector, step, **fields)
        assert refusal.value.code == code
    done = answer(county_inspector, step)
    assert (done.state, done.answer_number) == (StepState.DONE, "平公函〔2026〕1号")
    assert Entry.objects.get(verb="external.externalstep.finish").detail["late"] is True
    with pytest.raises(Refused, match="不能"):
        answer(county_inspector, done)


def test_the_city_reads_its_countys_step_and_answers_none_of_it(tree, county_inspector, city_office, client_of):
    step = ask(county_inspector, tree)
    with pytest.raises(Refused, match="那一级"):
        answer(city_office, step)
    browser = client_of(city_office)
    assert "登记来函" not in browser.get(f"/external/{step.uid}/").content.decode()
    page = browser.post(f"/external/{step.uid}/withdraw/", {"reason": "市里来撤回它"}, follow=True).content.decode()
    assert "不在您的权限范围内" in page
    with acting(system_actor()) as actor:
        assert ExternalStep.objects.visible_to(actor).get().state == StepState.WAITING


def test_a_wrong_answer_is_taken_back_and_the_trail_keeps_it(tree, county_inspector):
    done = answer(county_inspector, ask(county_inspector, tree), is_done=False, result="退回补正")
    assert done.state == StepState.REFUSED
    with acting(county_inspector):
        again = reopen_step(actor=county_inspector, step=done, reason="登记错了案件", at=AT)
        assert (again.state, again.answered_on, again.result) == (StepState.WAITING, None, "")
        assert Entry.objects.get(verb="external.externalstep.reopen").detail["result"] == "退回补正"
        assert withdraw_step(actor=county_inspector, step=again, reason="单位已付清", at=AT).state == StepState.WITHDRAWN


def test_what_is_waited_for_stands_on_the_desk_until_it_is_answered(tree, county_inspector):
    today = clock.today()
    step = ask(county_inspector, tree, due_on=today + dt.timedelta(days=14))
    ask(county_inspector, tree, title="还早", due_on=today + dt.timedelta(days=15))
    with acting(county_inspector):
        assert [(entry.title, entry.is_over) for entry in agenda(county_inspector, today)] == [("平定县公安局答复：受理移送案件", False)]
        assert agenda(county_inspector, today + dt.timedelta(days=15))[0].is_over
    answer(county_inspector, step)
    with acting(county_inspector):
        assert agenda(county_inspector, today) == []


class TestPages:
    GIVEN = {"kind": "police", "title": "受理移送案件", "authority": "平定县公安局", "asked_on": "2026-11-01", "asked_number": "平人社监移〔2026〕1号"}

    def test_a_step_is_asked_from_a_case_answered_with_a_scan_and_seen_on_the_case(self, tree, county_inspector, client_of):
        with acting(county_inspector):
            project = make_project(tree.county, "样例学校")
            case = make_case(county_inspector, project)
        browser = client_of(county_inspector)
        assert "外部机关" in browser.get(f"/cases/{case.number}/").content.decode()
        new = f"/external/new/?of=cases.Case&uid={case.number}"
        assert case.number in browser.get(new).content.decode()
        asked = browser.post(new, self.GIVEN | {"place": tree.county.pk, "due_on": "2026-11-10"}, follow=True)
        step_page = asked.redirect_chain[-1][0]
        scan = SimpleUploadedFile("复函.png", _png(), content_type="image/png")
        given = {"is_done": "yes", "answered_on": "2026-11-05", "answer_number": "平公函〔2026〕1号", "result": "已受理", "scan": scan}
        page = browser.post(f"{step_page}answer/", given, follow=True).content.decode()
        assert "平公函〔2026〕1号" in page and "复函.png" in page and case.number in page
        assert "受理移送案件" in browser.get(f"/cases/{case.number}/").content.decode()

    def test_the_list_filters_exports_and_costs_the_same(self, tree, county_inspector, client_of, django_assert_max_num_queries):
        browser = client_of(county_inspector)
        assert "没有外部机关的步骤" in browser.get("/external/").content.decode()
        ask(county_inspector, tree)
        browser.get("/external/")
        with django_assert_max_num_queries(30) as one:
            browser.get("/external/")
        for title in ("第二件", "第三件"):
            ask(county_inspector, tree, title=title, due_on=clock.today() + dt.timedelta(days=30))
        with django_assert_max_num_queries(len(one)):
            browser.get("/external/")
        assert "第二件" in browser.get("/external/?q=第二件").content.decode()
        late = browser.get("/external/?late=on").content.decode()
        assert "受理移送案件" in late and "第三件" not in late
        assert browser.get("/external/export/").status_code == 200

    def test_another_tenant_finds_nothing_and_a_reader_cannot_write(self, tree, county_inspector, neighbour_inspector, auditor, industry_officer, client_of):
        step = ask(county_inspector, tree)
        for path in ("", "answer/", "withdraw/"):
            assert client_of(neighbour_inspector).get(f"/external/{step.uid}/{path}").status_code == 404
        assert client_of(auditor).get(f"/external/{step.uid}/").status_code == 200
        assert client_of(auditor).get(f"/external/{step.uid}/answer/").status_code == 403
        assert client_of(industry_officer).get("/external/").status_code == 403

    def test_an_object_one_cannot_see_is_not_there(self, tree, county_inspector, neighbour_inspector, client_of):
        with acting(county_inspector):
            project = make_project(tree.county, "样例学校")
            case = make_case(county_inspector, project)
        with acting(neighbour_inspector):
            assert find_case(neighbour_inspector, case.number) is None
            assert find_project(neighbour_inspector, project.code) is None
        browser = client_of(neighbour_inspector)
        for query in (f"of=cases.Case&uid={case.number}", f"of=projects.Project&uid={project.code}", "of=nobody.Knows&uid=1", "of=cases.Case"):
            assert browser.get(f"/external/new/?{query}").status_code == 404

    def test_a_refusal_is_shown_on_the_form(self, tree, county_inspector, client_of):
        answer_ = client_of(county_inspector).post("/external/new/", self.GIVEN | {"kind": "asset_query", "place": tree.county.pk})
        assert answer_.status_code == 422
        assert "设区的市级" in answer_.content.decode()


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(buffer, "PNG")
    return buffer.getvalue()
