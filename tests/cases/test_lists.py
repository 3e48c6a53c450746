"""Lists of leads and cases: what they cost, what they show, what they hand out."""

import datetime as dt
import io
import re

import pytest
from openpyxl import load_workbook

from cases.models import Case
from portal.tenancy.scope import acting
from tests.cases.sight import text_of
from tests.make.cases import ON, at, lines_of, make_case, make_lead, make_line, pay, verify
from tests.make.wagepay import id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(inspector, client_of):
    return client_of(inspector)


@pytest.fixture
def case(inspector, site) -> Case:
    with acting(inspector):
        return make_case(inspector, site, name="王某某", id_number=id_number(5))


class TestLists:
    def queries(self, browser, path, django_assert_max_num_queries) -> int:
        with django_assert_max_num_queries(60) as counted:
            assert browser.get(path).status_code == 200
        return len(counted)

    @pytest.mark.parametrize("path", ["/leads/", "/cases/", "/leads/export/", "/cases/export/"])
    def test_three_rows_cost_as_much_as_one(self, browser, inspector, site, path, django_assert_max_num_queries):
        with acting(inspector):
            make_case(inspector, site)
            make_lead(inspector, site)
        once = self.queries(browser, path, django_assert_max_num_queries)
        with acting(inspector):
            for _ in range(2):
                make_case(inspector, site)
                make_lead(inspector, site)
        assert self.queries(browser, path, django_assert_max_num_queries) == once

    def test_three_people_cost_as_much_as_one(self, browser, inspector, case, django_assert_max_num_queries):
        with acting(inspector):
            pay(inspector, verify(inspector, lines_of(inspector, case)[0], 9000), 100)
        once = self.queries(browser, case.get_absolute_url(), django_assert_max_num_queries)
        with acting(inspector):
            for _ in range(2):
                pay(inspector, verify(inspector, make_line(inspector, case), 5000), 100)
        # One more: with two people owing, the button of the common payment appears.
        assert self.queries(browser, case.get_absolute_url(), django_assert_max_num_queries) <= once + 1

    def test_by_default_what_is_not_finished(self, browser, inspector, site, case):
        from cases.actions.decide_lead import reject_lead

        with acting(inspector):
            ended = reject_lead(make_lead(inspector, site), actor=inspector, at=at(), reason="不属于职权。")
        assert str(ended.uid) not in browser.get("/leads/").content.decode()
        assert str(ended.uid) in browser.get("/leads/?state=all").content.decode()

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("channel=window", True), ("channel=qr", False), ("kind=complaint", True), ("kind=report", False), ("q=样例家园", True), ("q=yljy", True),
            ("q=没有的", False), ("received_on_after=2026-11-20", True), ("received_on_before=2026-11-19", False), ("overdue=on", False),
            ("state=accepted", False),
            ("state=nonsense", True), ("received_on_after=nonsense", True), ("page=999", True), ("sort=-amount", True), ("sort=nonsense", True),
        ],
    )  # fmt: skip
    def test_filters_of_leads(self, browser, inspector, site, query, found):
        with acting(inspector):
            lead = make_lead(inspector, site)
        answer = browser.get(f"/leads/?{query}")
        assert answer.status_code == 200
        assert (str(lead.uid) in answer.content.decode()) == found

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("state=open", True), ("state=closed", False), ("debt=unsettled", True), ("debt=settled", False), ("track=filed", False), ("mine=on", True),
            ("due=on", False), ("q=样例家园", True), ("closing_kind=paid", False), ("opened_on_after=2026-11-21", False), ("sort=owed", True),
        ],
    )  # fmt: skip
    def test_filters_of_cases(self, browser, case, query, found):
        assert (case.number in browser.get(f"/cases/?{query}").content.decode()) == found

    def test_a_closed_case_with_a_debt_stays_on_the_list(self, browser, inspector, case):
        from cases.actions.close_case import close_case

        with acting(inspector):
            close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知仲裁。")
        text = text_of(browser.get("/cases/"))
        assert case.number in text and "未销账" in text and "告知仲裁或诉讼" in text

    def test_exports_hold_neither_names_nor_numbers(self, browser, inspector, site, case):
        with acting(inspector):
            make_lead(inspector, site, name="欧阳样例", phone="13911112222", id_number=id_number(9), text="=HYPERLINK(1)")
        for path in ("/leads/export/?state=all", "/cases/export/"):
            book = load_workbook(io.BytesIO(browser.get(path).content))
            cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
            whole = "\n".join(cells)
            assert len(cells) > 10
            for secret in ("欧阳样例", "王某某", "13911112222", id_number(9), id_number(5)):
                assert secret not in whole
            assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "d"}

    def test_the_late_one_is_marked(self, browser, inspector, site):
        with acting(inspector):
            make_lead(inspector, site, on=ON - dt.timedelta(days=20))
        page = browser.get("/leads/")
        assert 'class="over"' in page.content.decode() and re.search(r"已超 \d+ 个工作日", text_of(page))

    def test_the_menu_counts_what_waits(self, browser, inspector, site):
        with acting(inspector):
            make_lead(inspector, site)
        assert re.search(r"线索\s*1", text_of(browser.get("/leads/")))


def test_a_case_number_is_found_by_the_search(browser, case):
    assert case.number in browser.get(f"/search/?q={case.number}", follow=True).content.decode()
