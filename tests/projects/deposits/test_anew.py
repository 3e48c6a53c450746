"""After a changed figure: which decisions no longer hold, deciding them anew together, and the statements of a quarter."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import PolicyRow
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.post_fact import post_fact
from projects.deposits.actions.assess_again import assess_again
from projects.deposits.actions.assess_deposit import assess_deposit
from projects.deposits.anew import changed
from projects.deposits.forms import past_quarters
from projects.deposits.gather import Declared
from projects.deposits.statements import of_quarter
from projects.models import DepositAssessment, DepositStatement, Project
from tests.make import tenancy
from tests.make.deposits import make_drawdown, make_refund
from tests.make.projects import make_deposit, make_project
from tests.make.tenancy import saved

TODAY = clock.today()
DAY = dt.timedelta(days=1)
FIGURES = {
    "base_rate": "0.02",
    "multi_rate": "0.02",
    "combine": "lower",
    "use_annual": False,
    "small_exempt": True,
    "arrears_record": "decided",
    "arrears_date": "occurred",
}


@pytest.fixture
def decided(county_inspector, tree):
    """Two projects whose sums are decided at 2 %: 400,000 each; one of them is stored."""
    for key, value in FIGURES.items():
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    with acting(county_inspector) as actor:
        found = [make_project(tree.county, name, on=TODAY) for name in ("样例甲园", "样例乙园")]
        for project in found:
            assess_deposit(actor=actor, project=project, on=TODAY, at=clock.now())
        make_deposit(found[0], amount=D(400_000))
    return found


def raise_share(tree, value: str = "0.03") -> None:
    PolicyRow.objects.filter(region=tree.city, key="deposit.base_rate").update(value=value, source="样例省〔2026〕9号")


def lines(actor) -> list:
    with acting(actor):
        return changed(actor, TODAY)


def decisions(actor) -> list[tuple[str, D]]:
    with acting(actor):
        return sorted((row.project.name, row.required) for row in DepositAssessment.objects.visible_to(actor).select_related("project"))


class TestWhatChanged:
    def test_nothing_has_while_data_and_figures_are_the_same(self, decided, county_inspector):
        assert lines(county_inspector) == []

    def test_a_changed_figure_names_both_sums_the_gap_and_the_new_document(self, decided, county_inspector, tree):
        raise_share(tree)
        found = {line.project.name: line for line in lines(county_inspector)}
        assert {name: (line.last.required, line.now.required, line.difference, line.gap) for name, line in found.items()} == {
            "样例甲园": (D(400_000), D(600_000), D(200_000), D(200_000)), "样例乙园": (D(400_000), D(600_000), D(200_000), D(600_000)),
        }  # fmt: skip
        assert "基准比例 3%" in found["样例甲园"].why and found["样例甲园"].now.steps[0].source == "样例省〔2026〕9号"

    def test_an_exemption_whose_condition_is_gone_says_which(self, decided, county_inspector, tree):
        line = tenancy.policy_row(tree.city, "deposit.waive_balance_ratio", "0.01")
        project = decided[1]
        value = facts.account_month(month=TODAY.replace(day=1), due=None, due_on=None, transferred=D(0), balance=D(250_000))
        with acting(county_inspector) as actor:
            post_fact(project_id=project.pk, region_id=project.region_id, item=facts.ACCOUNT_MONTH, value=value, on=TODAY, source="专户流水")
            assert assess_deposit(actor=actor, project=project, on=TODAY, at=clock.now()).is_waived
        assert lines(county_inspector) == []
        PolicyRow.objects.filter(pk=line.pk).update(value="0.02")
        (found,) = lines(county_inspector)
        assert found.last.is_exempt and found.now.required == D(400_000) and "没有超过，不暂免" in found.why

    def test_what_is_finished_or_was_never_decided_is_left_out(self, decided, county_inspector, tree):
        with acting(county_inspector):
            make_project(tree.county, "样例丙园", on=TODAY)
            Project.objects.writable_by(county_inspector).filter(pk=decided[0].pk).update(state="settled", completed_on=TODAY)
        raise_share(tree)
        assert [line.project.name for line in lines(county_inspector)] == ["样例乙园"]

    def test_a_neighbour_has_nothing_to_decide(self, decided, neighbour_inspector, tree):
        raise_share(tree)
        assert lines(neighbour_inspector) == []

    def test_eight_projects_cost_the_queries_of_two(self, decided, county_inspector, tree):
        def spent() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert lines(county_inspector)
            return len(queries)

        raise_share(tree)
        few = spent()
        with acting(county_inspector) as actor:
            for _ in range(6):
                assess_deposit(actor=actor, project=make_project(tree.county, on=TODAY), on=TODAY - DAY, at=clock.now())
            DepositAssessment.objects.writable_by(actor).update(required=D(1))
        assert spent() == few


class TestDecidingAnew:
    def test_the_ticked_ones_are_decided_and_what_the_officer_found_out_still_holds(self, decided, county_inspector, tree):
        with acting(county_inspector) as actor:
            told = Declared(listed_on=TODAY - DAY, note="查询信用中国")
            assess_deposit(actor=actor, project=decided[0], on=TODAY, at=clock.now(), told=told)
            raise_share(tree, "0.01")
            made = assess_again(actor=actor, projects=decided, on=TODAY, at=clock.now())
        assert [row.required for row in made] == [D(400_000), D(200_000)], "1% doubled for the list; 1%"
        assert made[0].declared["note"] == "查询信用中国" and lines(county_inspector) == []

    def test_all_or_none_and_the_refusal_names_the_project(self, decided, county_inspector, tree):
        with acting(county_inspector) as actor:
            Project.objects.writable_by(actor).filter(pk=decided[1].pk).update(contract_amount=None)
            before = decisions(county_inspector)
            raise_share(tree)
            with pytest.raises(Refused, match="样例乙园：施工合同额没有填写"):
                assess_again(actor=actor, projects=Project.objects.visible_to(actor).select_related("region").order_by("pk"), on=TODAY, at=clock.now())
        assert decisions(county_inspector) == before

    def test_the_page_lists_asks_and_decides(self, decided, county_inspector, tree, client_of):
        client, list_url, keep_url = client_of(county_inspector), reverse("deposit_anew"), reverse("deposit_anew_keep")
        assert "最近一次核定都还有效" in client.get(list_url).content.decode()
        raise_share(tree)
        page = client.get(list_url).content.decode()
        assert "2 个项目的应存额按今天算会不一样" in page and "600,000" in page
        assert client.post(keep_url, {}).url == list_url and len(decisions(county_inspector)) == 2
        asked = client.post(keep_url, {"pick": [decided[0].pk]}).content.decode()
        assert "样例甲园" in asked and "样例乙园" not in asked and len(decisions(county_inspector)) == 2
        assert client.post(keep_url, {"pick": [decided[0].pk], "agreed": "True"}).url == list_url
        assert [line.project.name for line in lines(county_inspector)] == ["样例乙园"]
        assert client.get(reverse("deposit_anew_export")).status_code == 200

    def test_the_deposits_own_page_says_it_to_whoever_decides(self, decided, county_inspector, auditor, tree, client_of):
        raise_share(tree)
        with acting(county_inspector):
            url = make_deposit(decided[1]).get_absolute_url()
        assert "与这次核定不同" in client_of(county_inspector).get(url).content.decode()
        assert "与这次核定不同" not in client_of(auditor).get(url).content.decode()

    def test_neither_a_contractor_nor_an_auditor_has_the_page(self, contractor, auditor, client_of):
        assert [client_of(person).get(reverse("deposit_anew")).status_code for person in (contractor, auditor)] == [403, 403]


class TestStatementsOfAQuarter:
    @pytest.fixture
    def cash(self, county_inspector, tree):
        with acting(county_inspector):
            return make_deposit(make_project(tree.county, "样例现金园"), form="cash", expires_on=None, amount=D(300_000), deposited_on=TODAY - 400 * DAY)

    def state(self, actor, end) -> list[tuple]:
        with acting(actor):
            return [(row.finding, row.expected, row.principal) for row in of_quarter(actor, end)]

    def told(self, deposit, end, principal) -> DepositStatement:
        return saved(
            DepositStatement(project=deposit.project, region_id=deposit.region_id, deposit=deposit, quarter_end=end, principal=principal, interest=D(5), provided_on=end, recorded_by="样例")
        )  # fmt: skip

    def test_it_is_missing_then_agrees_or_differs_to_the_fen(self, cash, county_inspector):
        first, second = past_quarters(TODAY)[:2]
        assert self.state(county_inspector, first) == [("missing", D(300_000), None)]
        with acting(county_inspector):
            self.told(cash, first, D(300_000))
            self.told(cash, second, D("299999.99"))
        assert self.state(county_inspector, first) == [("agrees", D(300_000), D(300_000))]
        assert self.state(county_inspector, second) == [("differs", D(300_000), D("299999.99"))]

    def test_what_was_used_and_not_filled_up_by_the_quarters_end_lies_there_no_more(self, cash, county_inspector):
        end = past_quarters(TODAY)[0]
        with acting(county_inspector):
            used = make_drawdown(cash, paid_on=end)
        assert self.state(county_inspector, end)[0][1] == D(250_000)
        for filled_on, expected in ((end + DAY, D(250_000)), (end, D(300_000))):
            with acting(county_inspector):
                type(used).objects.of(cash.project).filter(pk=used.pk).update(topped_up_on=filled_on)
            assert self.state(county_inspector, end)[0][1] == expected

    def test_only_cash_that_lay_there_when_the_quarter_ended(self, cash, county_inspector, tree):
        end = past_quarters(TODAY)[0]
        with acting(county_inspector) as actor:
            make_deposit(make_project(tree.county), deposited_on=end - DAY)
            rows = type(cash).objects.writable_by(actor).filter(pk=cash.pk)
            for change, count in (({"deposited_on": end + DAY}, 0), ({"deposited_on": end}, 1), ({"released_on": end}, 0), ({"released_on": end + DAY}, 1)):
                rows.update(**change)
                assert len(self.state(county_inspector, end)) == count, change

    def test_the_page_shows_the_last_quarter_and_any_other(self, cash, county_inspector, neighbour_inspector, client_of):
        first, second = past_quarters(TODAY)[:2]
        with acting(county_inspector):
            self.told(cash, first, D(300_000))
        client, url = client_of(county_inspector), reverse("statement_list")
        assert "都在、都相符" in client.get(url).content.decode()
        page = client.get(url, {"quarter": second.isoformat()}).content.decode()
        assert "缺 1 份对账单" in page and "没有对账单" in page
        assert "样例现金园" not in client.get(url, {"quarter": second.isoformat(), "finding": "agrees"}).content.decode()
        assert "样例现金园" not in client_of(neighbour_inspector).get(url).content.decode()
        assert client.get(reverse("statement_export")).status_code == 200


def test_the_notice_of_a_return_is_printed_for_the_board(decided, county_inspector, neighbour_inspector, client_of):
    with acting(county_inspector):
        refund = make_refund(make_deposit(decided[0]), TODAY - 3 * DAY)
    url = reverse("refund_notice", args=[refund.uid])
    assert client_of(county_inspector).get(url).content.startswith(b"%PDF")
    assert client_of(neighbour_inspector).get(url).status_code == 404
