"""An inspection of an enterprise as the law has it: who, by whose approval, with which paper, how often, and that the firm is told."""

import datetime as dt

import pytest

from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.models import Instrument
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.actions.approve_inspection import approve_inspection
from projects.actions.arrive_at_inspection import arrive_at_inspection
from projects.actions.conclude_inspection import cancel_inspection, conclude_inspection, tell_result
from projects.actions.issue_inspection_notice import draft_order, issue_notice, issue_result, papers_of
from projects.actions.keep_certificates import withdraw_certificate
from projects.actions.plan_inspections import approve_plan, end_plan
from projects.actions.recuse_officer import Interest, recuse_officer
from projects.actions.save_answers import add_photo, save_answers
from projects.models import Employer, FindingStep, Inspection, InspectionAnswer, InspectionFinding, InspectionOfficer, InspectionPhoto, SiteInspection
from tests.make import inspections as make
from tests.make import tenancy
from tests.make.documents import organ_of
from tests.make.projects import make_employer, make_project

DAY = dt.timedelta(days=1)


@pytest.fixture
def firm(county_inspector, tree) -> Employer:
    with acting(county_inspector):
        return make_employer(tree.county, tenancy.enterprise("样例陶瓷厂"), table_class="manufacturing", township=tree.township)


@pytest.fixture
def inspector(county_inspector, tree):
    tenancy.policy_row(tree.county, "inspections.annual_cap", 2)
    organ_of(county_inspector)
    with acting(county_inspector):
        yield county_inspector


def test_two_officers_with_certificates_good_on_the_day_go(inspector, firm, tree):
    on = clock.today()
    good = make.certificate(inspector, tree.county, valid_until=on)
    late = make.certificate(inspector, tree.county, organisation=good.organisation, valid_from=on - 100 * DAY, valid_until=on - DAY)
    early = make.certificate(inspector, tree.county, organisation=good.organisation, valid_from=on + DAY)
    for team, word in (([good], "至少选两人"), ([good, good], "至少选两人"), ([good, late], "执法证件无效"), ([good, early], "执法证件无效")):
        with pytest.raises(Refused, match=word):
            make.check(inspector, firm, team)
    made = make.check(inspector, firm, [good, make.certificate(inspector, tree.county, organisation=good.organisation, valid_from=on)])
    assert list(InspectionOfficer.objects.visible_to(inspector).filter(inspection=made).values_list("is_lead", flat=True)) == [True, False]


def test_a_certificate_withdrawn_on_the_day_of_arrival_stops_the_team(inspector, firm, tree):
    team = make.pair(inspector, tree.county)
    made = make.approved(inspector, make.check(inspector, firm, team))
    issue_notice(actor=inspector, inspection=made, at=clock.now())
    withdraw_certificate(actor=inspector, certificate=team[1], on=clock.today())
    with pytest.raises(Refused, match="执法证件无效"):
        arrive_at_inspection(actor=inspector, inspection=made, met_by="样例接待", scanned=True, at=clock.now())


def test_routine_checks_follow_a_plan_that_is_approved_and_published_within_its_days(inspector, firm, tree):
    on = clock.today()
    team = make.pair(inspector, tree.county)
    drafted = make.plan(inspector, tree.county, published=False)
    for plan, day, word in ((None, on, "检查计划"), (drafted, on, "批准并公布后"), (make.plan(inspector, tree.county), on + 61 * DAY, "不在计划")):
        with pytest.raises(Refused, match=word):
            make.check(inspector, firm, team, kind="routine", plan=plan, planned_on=day)
    plan = make.plan(inspector, tree.county)
    assert make.check(inspector, firm, team, kind="routine", plan=plan, planned_on=on + 60 * DAY).state == "drafted"
    end_plan(actor=inspector, plan=plan, at=clock.now())
    plan.refresh_from_db()
    with pytest.raises(Refused, match="已结束"):
        make.check(inspector, firm, team, kind="routine", plan=plan)


def test_a_plan_is_approved_before_it_begins(inspector, tree):
    plan = make.plan(inspector, tree.county, published=False, starts_on=clock.today() - DAY)
    given = {"approved_by": "县人民政府", "document": "1号", "at": clock.now()}
    with pytest.raises(Refused, match="开始前批准"):
        approve_plan(actor=inspector, plan=plan, approved_on=clock.today(), **given)
    assert approve_plan(actor=inspector, plan=plan, approved_on=clock.today() - DAY, **given).state == "approved"


def test_the_cap_of_the_year_counts_every_planned_check_and_no_complaint(inspector, firm, tree):
    """Two are allowed: the second passes, the third does not; complaints pass beyond it; a cancelled check frees its place."""
    plan, team = make.plan(inspector, tree.county), make.pair(inspector, tree.county)
    checks = [make.check(inspector, firm, team, kind="routine", plan=plan) for _ in range(3)]
    assert make.approved(inspector, checks[0]).cap_note == f"{clock.today().year} 年第 1 次，上限 2 次"
    assert "第 2 次" in make.approved(inspector, checks[1]).cap_note
    with pytest.raises(Refused, match="达到公布的年度频次上限 2 次"):
        make.approved(inspector, checks[2])
    assert "不计入" in make.approved(inspector, make.check(inspector, firm, team)).cap_note
    cancel_inspection(actor=inspector, inspection=checks[0], reason="并入联合检查", at=clock.now())
    assert "第 2 次" in make.approved(inspector, checks[2]).cap_note


def test_without_the_tenants_cap_no_planned_check_is_approved(county_inspector, firm, tree):
    with acting(county_inspector):
        made = make.check(county_inspector, firm, kind="routine", plan=make.plan(county_inspector, tree.county))
        with pytest.raises(Refused, match="租户未录入“对同一企业的年度检查频次上限”"):
            make.approved(county_inspector, made)


def test_nobody_approves_his_own_check_or_tomorrow(inspector, firm, tree):
    team = make.pair(inspector, tree.county)
    made = make.check(inspector, firm, team)
    given = {"actor": inspector, "inspection": made, "document": "1号", "at": clock.now()}
    with pytest.raises(Refused, match="批准人是本次检查人员"):
        approve_inspection(approved_by=team[0].name, approved_on=clock.today(), **given)
    with pytest.raises(Refused, match="不能晚于今天"):
        approve_inspection(approved_by="样例局长", approved_on=clock.today() + DAY, **given)


def test_nobody_enters_without_the_notice_and_it_is_served_at_the_gate(inspector, firm):
    made = make.check(inspector, firm)
    arrive = {"actor": inspector, "inspection": made, "scanned": True, "at": clock.now()}
    with pytest.raises(Refused, match="批准后、到场前"):
        issue_notice(actor=inspector, inspection=made, at=clock.now())
    made = make.approved(inspector, made)
    with pytest.raises(Refused, match="还没有签发检查通知书"):
        arrive_at_inspection(met_by="样例接待", **arrive)
    notice = issue_notice(actor=inspector, inspection=made, at=clock.now())
    assert notice.number and "权利" in notice.body and "SX" in notice.body and notice.addressee == firm.organisation
    with pytest.raises(Refused, match="已有检查通知书"):
        issue_notice(actor=inspector, inspection=made, at=clock.now())
    with pytest.raises(Refused, match="接待人"):
        arrive_at_inspection(met_by=" ", **arrive)
    assert arrive_at_inspection(met_by="样例接待", **arrive).state == "on_site"
    served = papers_of(made, inspector)["inspection_notice"]
    assert (served.state, served.received_by) == ("served", "样例接待")


def test_an_urgent_check_begins_at_once_and_ends_only_with_its_approval(inspector, firm):
    made = make.check(inspector, firm)
    made = arrive_at_inspection(actor=inspector, inspection=made, met_by="样例接待", scanned=False, at=clock.now(), urgent_reason="工人聚集，正在转移财产")
    make.answered(inspector, made, bad=())
    end = {"workers": 4, "migrant_workers": 3, "with_contract": 2, "arrears_found": True, "result": "欠薪", "rectify_by": clock.today() + DAY}
    with pytest.raises(Refused, match="先补登"):
        conclude_inspection(actor=inspector, inspection=made, at=clock.now(), **end)
    assert make.approved(inspector, made).state == "on_site"
    done = conclude_inspection(actor=inspector, inspection=made, at=clock.now(), **end)
    assert done.state == "concluded" and Inspection.objects.visible_to(inspector).get().arrears_found


def test_every_item_has_an_answer_and_every_problem_words(inspector, firm):
    made = make.on_site(inspector, make.check(inspector, firm))
    end = {"workers": 4, "migrant_workers": 3, "with_contract": 2, "arrears_found": False, "result": "已查", "rectify_by": clock.today() + DAY}
    save_answers(actor=inspector, inspection=made, answers={1: ("ok", ""), 2: ("part", " ")}, at=clock.now())
    with pytest.raises(Refused, match="还有 4 项没有结论：第 3、4、5、6 项"):
        conclude_inspection(actor=inspector, inspection=made, at=clock.now(), **end)
    save_answers(actor=inspector, inspection=made, answers={n: ("ok", "") for n in (3, 4, 5, 6)}, at=clock.now())
    with pytest.raises(Refused, match="第 2 项不到位，请写清问题"):
        conclude_inspection(actor=inspector, inspection=made, at=clock.now(), **end)
    save_answers(actor=inspector, inspection=made, answers={2: ("part", "缺 1 份")}, at=clock.now())
    with pytest.raises(Refused, match="今天以后"):
        conclude_inspection(actor=inspector, inspection=made, at=clock.now(), **end | {"rectify_by": clock.today()})
    assert not Inspection.objects.visible_to(inspector).exists()  # what was refused counted nobody
    conclude_inspection(actor=inspector, inspection=made, at=clock.now(), **end)
    finding = InspectionFinding.objects.visible_to(inspector).get()
    assert (finding.item, finding.text, finding.rectify_by, finding.enterprise) == ("劳动合同", "缺 1 份", clock.today() + DAY, firm.organisation)


def test_what_was_put_right_on_the_spot_has_no_day(inspector, firm):
    make.concluded(inspector, make.check(inspector, firm), bad=(2, 3), on_spot=[3])
    found = dict(InspectionFinding.objects.visible_to(inspector).values_list("number", "state"))
    assert found == {2: "open", 3: "on_spot"}
    assert FindingStep.objects.visible_to(inspector).count() == 2


def test_answers_sent_twice_change_nothing_and_a_photo_is_kept_once(inspector, firm):
    made = make.on_site(inspector, make.check(inspector, firm))
    words = {1: ("ok", "抽 10 人，全部一致"), 2: ("missing", "2 人未签")}
    assert [save_answers(actor=inspector, inspection=made, answers=words, at=clock.now()) for _ in range(2)] == [2, 0]
    assert save_answers(actor=inspector, inspection=made, answers={1: ("ok", "抽 12 人")}, at=clock.now()) == 1
    assert InspectionAnswer.objects.visible_to(inspector).get(number=2).note == "2 人未签"
    for _ in range(2):
        add_photo(actor=inspector, inspection=made, number=2, token="abc123", upload=make.picture(), name="第2项.jpg", at=clock.now())
    assert InspectionPhoto.objects.visible_to(inspector).count() == 1
    for number in (0, 7):
        with pytest.raises(Refused, match=f"没有第 {number} 项"):
            save_answers(actor=inspector, inspection=made, answers={number: ("ok", "")}, at=clock.now())


def test_the_result_is_told_by_a_paper_after_the_order_was_served(inspector, firm):
    made = make.concluded(inspector, make.check(inspector, firm))
    now = {"actor": inspector, "inspection": made, "at": clock.now()}
    tell = now | {"told_to": "样例接待", "method": "direct", "told_on": clock.today()}
    with pytest.raises(Refused, match="还没有签发检查结果告知书"):
        tell_result(**tell)
    with pytest.raises(Refused, match="先签发并送达限期改正指令书"):
        issue_result(**now)
    order = draft_order(**now)
    assert "1.劳动合同：仍有 2 人未签。" in order.body and order.reply_due_on == clock.today() + 15 * DAY
    with pytest.raises(Refused, match="已有限期改正指令书"):
        draft_order(**now)
    order = issue_instrument(actor=inspector, instrument=order, at=clock.now())
    with pytest.raises(Refused, match="先签发并送达"):
        issue_result(**now)
    serve_instrument(actor=inspector, instrument=order, method="direct", served_on=clock.today(), received_by="样例接待", at=clock.now())
    paper = issue_result(**now)
    assert f"按《限期改正指令书》（{order.number}）办理" in paper.body and "1.劳动合同：仍有 2 人未签。" in paper.body and "（执法证号SX" in paper.body
    with pytest.raises(Refused, match="已有检查结果告知书"):
        issue_result(**now)
    with pytest.raises(Refused, match="签收人"):
        tell_result(**tell | {"told_to": ""})
    done = tell_result(**tell)
    paper.refresh_from_db()
    assert (done.state, done.told_how, paper.state, paper.received_by, paper.served_on) == ("told", "直接送达", "served", "样例接待", clock.today())
    assert Instrument.objects.visible_to(inspector).count() == 3


def test_a_check_without_problems_is_told_without_an_order(inspector, firm):
    made = make.concluded(inspector, make.check(inspector, firm), bad=())
    paper = issue_result(actor=inspector, inspection=made, at=clock.now())
    assert "本次检查没有发现问题。" in paper.body and "限期改正" not in paper.body
    done = tell_result(actor=inspector, inspection=made, told_to="样例接待", method="direct", told_on=clock.today(), at=clock.now())
    assert (done.state, done.record.inspectors.count("、")) == ("told", 1)


def test_what_was_put_right_on_the_spot_is_told_as_such(inspector, firm):
    made = make.concluded(inspector, make.check(inspector, firm), on_spot=(2,))
    assert "仍有 2 人未签（当场改正）。" in issue_result(actor=inspector, inspection=made, at=clock.now()).body


def test_a_result_is_told_only_when_the_check_is_over(inspector, firm):
    with pytest.raises(Refused, match="检查完毕后签发"):
        issue_result(actor=inspector, inspection=make.on_site(inspector, make.check(inspector, firm)), at=clock.now())


def test_a_joint_team_brings_the_certificates_of_all_its_departments(inspector, firm, tree):
    bureau, housing = make.pair(inspector, tree.county), tenancy.authority(tree.county, "样例住建局", industries=["housing"])
    builder = make.certificate(inspector, tree.county, organisation=housing)
    people = [{"unit": f"{tree.township.name}人民政府", "name": "样例网格", "post": "网格员"}]
    made = make.approved(inspector, make.check(inspector, firm, [*bureau, builder], companions=people))
    assert made.departments == f"样例住建局、{tree.township.name}人民政府"
    body = issue_notice(actor=inspector, inspection=made, at=clock.now()).body
    assert f"（执法证号{builder.number}），样例住建局。" in body and f"配合人员（不实施检查）：样例网格（{tree.township.name}人民政府网格员）。" in body
    assert make.check(inspector, firm, bureau).departments == ""


def test_a_tenant_says_of_whom_a_joint_team_consists(inspector, tree):
    tenancy.policy_row(tree.county, "projects.joint_check_team", ["labour", "industry", "street"])
    project = make_project(tree.county, township=tree.township)
    firm = make_employer(tree.county, project.general_contractor)
    bureau, housing = make.pair(inspector, tree.county), tenancy.authority(tree.county, "样例住建局", industries=[project.industry])
    builder = make.certificate(inspector, tree.county, organisation=housing)
    street = [{"unit": f"{tree.township.name}人民政府", "name": "样例网格", "post": ""}]
    for team, people, word in (
        ([builder, *bureau], street, "人社部门牵头"), (bureau, street, "行业主管部门"), ([*bureau, builder], (), "属地街镇"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=word):
            make.check(inspector, firm, team, project=project, companions=people)
    make.check(inspector, firm, [*bureau, builder], project=project, companions=street)
    delegate = [*street, {"unit": "样例住建局", "name": "样例科员", "post": ""}]
    make.check(inspector, firm, bureau, project=project, companions=delegate)
    assert make.check(inspector, firm, bureau, project=project).departments == "", "one department alone is no joint team"


def test_an_officer_with_an_interest_is_replaced_before_the_notice(inspector, firm, tree):
    first, second = make.pair(inspector, tree.county)
    third, spent = (
        make.certificate(inspector, tree.county, organisation=first.organisation, **fields) for fields in ({}, {"valid_until": clock.today() - DAY})
    )
    made = make.approved(inspector, make.check(inspector, firm, [first, second]))
    step = {"actor": inspector, "inspection": made, "interest": Interest("本人申报", "近亲属"), "at": clock.now()}
    for officer, instead, word in ((third, second, "不在检查组里"), (first, second, "已经在检查组里"), (first, spent, "执法证件无效")):
        with pytest.raises(Refused, match=word):
            recuse_officer(officer=officer, instead=instead, **step)
    done = recuse_officer(officer=first, instead=third, **step)
    team = InspectionOfficer.objects.visible_to(inspector).filter(inspection=made)
    assert {row.certificate_id for row in team} == {second.pk, third.pk} and team.get(is_lead=True).certificate == third
    assert [(row["officer"], row["instead"]) for row in done.recusals] == [(str(first), str(third))]
    issue_notice(actor=inspector, inspection=made, at=clock.now())
    with pytest.raises(Refused, match="检查通知书已经签发"):
        recuse_officer(officer=third, instead=first, **step)


def test_a_site_is_inspected_at_one_of_its_parties(inspector, firm, tree):
    project = make_project(tree.county)
    with pytest.raises(Refused, match="不是“.*”的参建单位"):
        make.check(inspector, firm, project=project)
    assert make.check(inspector, make_employer(tree.county, project.general_contractor), project=project).project == project


def test_only_inspectors_of_the_county_act(inspector, firm, neighbour_inspector, city_office, grid_officer):
    made = make.check(inspector, firm)
    for actor in (neighbour_inspector, city_office, grid_officer):
        with acting(actor):
            with pytest.raises(Refused):
                cancel_inspection(actor=actor, inspection=made, reason="不是我的", at=clock.now())
            with pytest.raises(Refused):
                make.approved(actor, made)
    with acting(inspector):
        assert SiteInspection.objects.visible_to(inspector).get().state == "drafted"
