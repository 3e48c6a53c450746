"""From a finding to 销号: evidence, re-check, more time, and the drawn second look."""

import datetime as dt
import hashlib
import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command

from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.digest import due_of
from portal.tenancy.scope import acting
from projects.actions.hold_draw import freeze_draw, freeze_look_back, hold_draw, inspect_drawn
from projects.actions.issue_inspection_notice import issue_notice
from projects.actions.rectify_finding import clear_finding, extend_term, record_look_back, send_back, submit_evidence
from projects.actions.recuse_officer import Interest, recuse_drawn, recuse_officer
from projects.inspections import drawing
from projects.models import DoubleRandomDraw, FindingStep, InspectionFinding, InspectionOfficer, SiteInspection
from tests.make import inspections as make
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.documents import organ_of
from tests.make.projects import make_employer

DAY = dt.timedelta(days=1)
REASON = "材料在补办中"


@pytest.fixture
def firm(county_inspector, contractor, tree):
    with acting(county_inspector):
        row = make_employer(tree.county, township=tree.township)
        row.organisation_id = contractor.organisation_id
        row.save()
    return row


@pytest.fixture
def finding(county_inspector, firm) -> InspectionFinding:
    organ_of(county_inspector)
    with acting(county_inspector):
        make.concluded(county_inspector, make.check(county_inspector, firm))
        return InspectionFinding.objects.visible_to(county_inspector).get()


def submit(actor, finding, **fields):
    with acting(again(actor)) as own:
        fields = {"text": "已补签", "uploads": [make.picture("合同.jpg")]} | fields
        return submit_evidence(actor=own, finding=finding, at=clock.now(), **fields)


def test_the_firm_sends_evidence_and_an_officer_clears_on_it(contractor, county_inspector, finding):
    with acting(county_inspector), pytest.raises(Refused, match="要先到“待复查”"):
        clear_finding(actor=county_inspector, finding=finding, text="到位", checked_on=clock.today(), at=clock.now())
    with pytest.raises(Refused, match="请上传整改佐证"):
        submit(contractor, finding, uploads=[])
    assert submit(contractor, finding).state == "submitted"
    with acting(again(contractor)) as firm, pytest.raises(Refused, match="没有“复查销号”的权限"):
        clear_finding(actor=firm, finding=finding, text="到位", checked_on=clock.today(), at=clock.now())
    with acting(county_inspector):
        for day, word in ((clock.today() + DAY, "不能晚于今天"), (clock.today() - DAY, "不能早于查出日期")):
            with pytest.raises(Refused, match=word):
                clear_finding(actor=county_inspector, finding=finding, text="到位", checked_on=day, at=clock.now())
        with pytest.raises(Refused, match="请写复查情况"):
            clear_finding(actor=county_inspector, finding=finding, text=" ", checked_on=clock.today(), at=clock.now())
        done = clear_finding(actor=county_inspector, finding=finding, text="两份合同已看", checked_on=clock.today(), at=clock.now(), upload=make.picture())
        steps = FindingStep.objects.visible_to(county_inspector).filter(finding=finding)
        assert (done.state, [step.kind for step in steps]) == ("cleared", ["found", "evidence", "clear"])
        assert all(step.file_id for step in steps if step.kind != "found")


def test_what_is_not_good_enough_goes_back_with_a_new_day(contractor, county_inspector, finding):
    submit(contractor, finding)
    with acting(county_inspector):
        with pytest.raises(Refused, match="今天以后"):
            send_back(actor=county_inspector, finding=finding, reason=REASON, rectify_by=clock.today(), at=clock.now())
        row = send_back(actor=county_inspector, finding=finding, reason=REASON, rectify_by=clock.today() + DAY, at=clock.now())
        assert (row.state, row.rectify_by) == ("open", clock.today() + DAY)
        with pytest.raises(Refused, match="要晚于原期限"):
            extend_term(actor=county_inspector, finding=finding, reason=REASON, rectify_by=row.rectify_by, at=clock.now())
        assert (
            extend_term(actor=county_inspector, finding=finding, reason=REASON, rectify_by=row.rectify_by + DAY, at=clock.now()).rectify_by
            == row.rectify_by + DAY
        )
    assert submit(contractor, finding).state == "submitted"


def test_another_firm_and_another_county_see_and_change_nothing(subcontractor, neighbour_inspector, finding):
    for actor in (subcontractor, neighbour_inspector):
        with acting(again(actor)) as other:
            assert not InspectionFinding.objects.visible_to(other).exists()
        with pytest.raises(Refused, match="其他辖区或单位"):
            submit(actor, finding)


def test_the_desk_names_what_is_due_and_to_whom(contractor, county_inspector, finding):
    def told(actor, on):
        with acting(again(actor)) as own:
            return [due.title.split("：")[0] for due in due_of(own, on) if "劳动合同" in due.title]

    by = finding.rectify_by
    assert (told(contractor, by - DAY), told(contractor, by), told(county_inspector, by), told(county_inspector, by + DAY)) == (
        [],
        ["报送整改"],
        [],
        ["逾期未改"],
    )
    submit(contractor, finding)
    assert (told(contractor, by), told(county_inspector, by - DAY)) == ([], ["复查销号"])


# -- 回头看 -----------------------------------------------------------------------------------------
def cleared(actor, contractor, finding, on):
    submit(contractor, finding)
    with acting(actor):
        clear_finding(actor=actor, finding=finding, text="到位", checked_on=clock.today(), at=clock.now())
        InspectionFinding.objects.writable_by(actor).filter(pk=finding.pk).update(cleared_on=on)


@pytest.mark.parametrize(("days", "drawn"), [(29, False), (30, True)])
def test_a_second_look_is_drawn_thirty_days_after(contractor, county_inspector, finding, tree, days, drawn):
    cleared(county_inspector, contractor, finding, clock.today() - days * DAY)
    with acting(county_inspector):
        if not drawn:
            with pytest.raises(Refused, match="没有销号满 30 天"):
                freeze_look_back(actor=county_inspector, region=tree.county, at=clock.now())
            return
        made = freeze_look_back(actor=county_inspector, region=tree.county, at=clock.now())
        hold_draw(actor=county_inspector, draw=made, seed="2026135-04", seed_source="双色球第2026135期", at=clock.now())
        row = InspectionFinding.objects.visible_to(county_inspector).get()
        assert row.look_back_by == clock.today() + 15 * DAY
        with pytest.raises(Refused, match="反弹要给出今天以后"):
            record_look_back(actor=county_inspector, finding=row, result="relapsed", text="又缺", looked_on=clock.today(), at=clock.now())
        look = {"actor": county_inspector, "finding": row, "result": "relapsed", "text": "又缺 3 份", "looked_on": clock.today(), "at": clock.now()}
        row = record_look_back(rectify_by=clock.today() + DAY, **look)
        assert (row.state, row.look_back_result) == ("open", "relapsed")
        with pytest.raises(Refused, match="没有抽中回头看"):
            record_look_back(rectify_by=clock.today() + DAY, **look)


def test_what_held_stays_cleared(contractor, county_inspector, finding, tree):
    cleared(county_inspector, contractor, finding, clock.today() - 40 * DAY)
    with acting(county_inspector):
        made = freeze_look_back(actor=county_inspector, region=tree.county, at=clock.now())
        hold_draw(actor=county_inspector, draw=made, seed="2026135-04", seed_source="双色球", at=clock.now())
        row = record_look_back(actor=county_inspector, finding=finding, result="held", text="仍在执行", looked_on=clock.today(), at=clock.now())
        assert (row.state, row.look_back_result, row.looked_back_on) == ("cleared", "held", clock.today())


# -- the draw ---------------------------------------------------------------------------------------
TARGETS = [{"key": f"k{n:02d}", "name": f"企业{n}", "stratum": "construction" if n < 7 else "other"} for n in range(10)]
OFFICERS = [{"key": f"o{n}", "name": f"人{n}"} for n in range(3)]
SHARES = {"construction": "0.3", "other": "0.5"}


def test_the_draw_is_what_anybody_reckons_by_hand():
    """A second reckoning without the code under test: sort the hashes of each stratum, take the share rounded up."""

    def lots(stratum):
        return sorted(hashlib.sha256(f"abc123|{stratum}|{one['key']}".encode()).hexdigest() + one["key"] for one in TARGETS if one["stratum"] == stratum)

    wanted = {text[64:] for text in lots("construction")[:3]} | {text[64:] for text in lots("other")[:2]}
    drawn = drawing.draw(TARGETS, OFFICERS, SHARES, 2, "abc123")
    assert {one["key"] for one in drawn} == wanted and len(drawn) == 5
    assert all(len(set(one["team"])) == 2 for one in drawn)
    load = [key for one in drawn for key in one["team"]]
    assert max(load.count(one["key"]) for one in OFFICERS) - min(load.count(one["key"]) for one in OFFICERS) <= 1
    assert drawing.draw(list(reversed(TARGETS)), list(reversed(OFFICERS)), SHARES, 2, "abc123") == drawn, "the order of the list does not matter"
    assert drawing.draw(TARGETS, OFFICERS, SHARES, 2, "abc124") != drawn


@pytest.mark.parametrize(("size", "share", "number"), [(10, "0.3", 3), (10, "0.31", 4), (1, "0.01", 1), (5, "1", 5), (5, "0", 0), (0, "0.5", 0)])
def test_a_share_is_rounded_up_and_never_above_the_list(size, share, number):
    assert drawing.wanted(size, share) == number


@pytest.fixture
def held(county_inspector, tree):
    """Twelve employers, three officers, one published plan."""
    with acting(county_inspector):
        for number in range(12):
            make_employer(tree.county, tenancy.enterprise(f"样例抽取{number:02d}厂"), table_class="manufacturing" if number % 3 else "other")
        pair = make.pair(county_inspector, tree.county)
        make.certificate(county_inspector, tree.county, organisation=pair[0].organisation)
        plan = make.plan(county_inspector, tree.county)
        shares = {"manufacturing": Decimal("0.25"), "other": Decimal("0.5")}
        yield freeze_draw(actor=county_inspector, region=tree.county, plan=plan, shares=shares, at=clock.now())


def verified(name: str, *flags: str) -> dict:
    out = io.StringIO()
    call_command("draw", name, "--json", *flags, stdout=out)
    return json.loads(out.getvalue())


def test_a_frozen_list_is_drawn_once_by_a_seed_and_verified_by_the_command(county_inspector, held, capsys):
    with pytest.raises(SystemExit):
        call_command("draw", held.name, "--verify", "--json")
    assert "还没有抽取" in capsys.readouterr().out
    with pytest.raises(Refused, match="6 位以上"):
        hold_draw(actor=county_inspector, draw=held, seed="12345", seed_source="开奖", at=clock.now())
    row = hold_draw(actor=county_inspector, draw=held, seed="2026135-0412", seed_source="双色球第2026135期", at=clock.now())
    assert len(row.result) == 4  # 8 × 25 % and 4 × 50 %
    with pytest.raises(Refused, match="一个名单只抽一次"):
        hold_draw(actor=county_inspector, draw=held, seed="9999999", seed_source="开奖", at=clock.now())
    found = verified(row.name, "--verify")
    assert (found["ok"], found["population"], found["drawn"], found["seed"], found["list_sha256"]) == (True, 12, 4, "2026135-0412", held.digest)
    for change in ({"result": row.result[1:]}, {"targets": row.targets[1:]}, {"seed": "2026135-0413"}):
        kept = {name: getattr(row, name) for name in change}
        DoubleRandomDraw.objects.writable_by(county_inspector).filter(pk=row.pk).update(**change)
        with pytest.raises(SystemExit):
            verified(row.name, "--verify")
        DoubleRandomDraw.objects.writable_by(county_inspector).filter(pk=row.pk).update(**kept)
    assert verified(row.name, "--verify")["ok"]


def test_every_drawn_employer_gets_its_check_with_its_team_once(county_inspector, held):
    row = hold_draw(actor=county_inspector, draw=held, seed="2026135-0412", seed_source="双色球", at=clock.now())
    made = inspect_drawn(actor=county_inspector, draw=row, planned_on=clock.today() + DAY, at=clock.now())
    assert {str(one.employer.uid) for one in made} == {one["key"] for one in row.result}
    assert inspect_drawn(actor=county_inspector, draw=row, planned_on=clock.today() + DAY, at=clock.now()) == []
    rows = SiteInspection.objects.visible_to(county_inspector)
    assert set(rows.values_list("kind", "unannounced", "state")) == {("double_random", True, "drafted")}


def test_who_steps_back_is_replaced_by_the_next_of_the_order_reckoned_by_hand():
    ranked = ["a", "b", "c", "d"]
    drawn = [{"key": "x", "team": ["c", "d"]}, {"key": "y", "team": ["a", "b"]}]

    def teams(*recusals):
        told = [{"target": target, "officer": officer} for target, officer in recusals]
        return [one["team"] for one in drawing.after_recusals(drawn, ranked, told)]

    assert teams() == [["c", "d"], ["a", "b"]]
    assert teams(("x", "c")) == [["a", "d"], ["a", "b"]]  # d is in the team, after the last comes the first
    assert teams(("x", "c"), ("x", "a")) == [["b", "d"], ["a", "b"]]  # c has stepped back and does not return
    assert teams(("x", "c"), ("y", "a")) == [["a", "d"], ["c", "b"]]  # stepping back from one firm bars nothing elsewhere
    with pytest.raises(LookupError):
        teams(("x", "c"), ("x", "a"), ("x", "b"))


def test_a_drawn_officer_with_an_interest_is_replaced_and_the_command_repeats_it(county_inspector, held):
    row = hold_draw(actor=county_inspector, draw=held, seed="2026135-0412", seed_source="双色球", at=clock.now())
    made = inspect_drawn(actor=county_inspector, draw=row, planned_on=clock.today() + DAY, at=clock.now())[0]
    target = str(made.employer.uid)
    before = next(one["team"] for one in row.result if one["key"] == target)
    step = {"actor": county_inspector, "draw": row, "interest": Interest("本人申报", "近亲属"), "at": clock.now()}
    with pytest.raises(Refused, match="不在这个检查组里"):
        recuse_drawn(target=target, officer="nobody", **step)
    row = recuse_drawn(target=target, officer=before[0], **step)
    after = next(one["team"] for one in row.result if one["key"] == target)
    third = ({one["key"] for one in row.officers} - set(before)).pop()
    assert after == [third, before[1]]
    team = InspectionOfficer.objects.visible_to(county_inspector).filter(inspection=made).order_by("-is_lead")
    assert [str(member.certificate.uid) for member in team] == after, "the application goes with it"
    found = verified(row.name, "--verify")
    assert (found["ok"], found["recusals"]) == (True, 1)
    with pytest.raises(Refused, match="没有可以替换的执法人员"):
        recuse_drawn(target=target, officer=before[1], **step)
    for recusals in ([], [row.recusals[0] | {"officer": before[1]}], [row.recusals[0] | {"target": "x"}]):
        DoubleRandomDraw.objects.writable_by(county_inspector).filter(pk=row.pk).update(recusals=recusals)
        with pytest.raises(SystemExit):
            verified(row.name, "--verify")


def test_a_team_whose_notice_is_out_is_not_changed_and_a_drawn_one_not_by_hand(county_inspector, held, tree):
    organ_of(county_inspector)
    tenancy.policy_row(tree.county, "inspections.annual_cap", 2)
    row = hold_draw(actor=county_inspector, draw=held, seed="2026135-0412", seed_source="双色球", at=clock.now())
    made = inspect_drawn(actor=county_inspector, draw=row, planned_on=clock.today(), at=clock.now())[0]
    team = [member.certificate for member in InspectionOfficer.objects.visible_to(county_inspector).filter(inspection=made).select_related("certificate")]
    step = {"actor": county_inspector, "interest": Interest("本人申报", "近亲属"), "at": clock.now()}
    with pytest.raises(Refused, match="请在抽取页登记回避"):
        recuse_officer(inspection=made, officer=team[0], instead=team[1], **step)
    made = make.approved(county_inspector, made)
    issue_notice(actor=county_inspector, inspection=made, at=clock.now())
    with pytest.raises(Refused, match="检查通知书已经签发"):
        recuse_drawn(draw=row, target=str(made.employer.uid), officer=str(team[0].uid), **step)
    row.refresh_from_db()
    assert row.recusals == [], "nothing is half written"


def test_closed_firms_and_spent_certificates_are_not_on_the_list(county_inspector, held, tree):
    with acting(county_inspector):
        shut = make_employer(tree.county, tenancy.enterprise("样例停业厂"), table_class="other", is_operating=False)
        gone = make.certificate(county_inspector, tree.county, valid_until=clock.today() - DAY, valid_from=clock.today() - 90 * DAY)
        shares = {"other": Decimal("0.5")}
        row = freeze_draw(actor=county_inspector, region=tree.county, plan=held.plan, shares=shares, at=clock.now())
        assert str(shut.uid) not in {one["key"] for one in row.targets} and str(gone.uid) not in {one["key"] for one in row.officers}
        assert {one["stratum"] for one in row.targets} == {"other"}
        with pytest.raises(Refused, match="至少一层大于 0"):
            freeze_draw(actor=county_inspector, region=tree.county, plan=held.plan, shares={"other": Decimal(0)}, at=clock.now())
