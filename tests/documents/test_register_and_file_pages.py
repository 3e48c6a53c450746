"""收发文登记簿 on screen, as a workbook and on paper; the keeper's pages of files."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from portal.accounts.enums import Role
from portal.documents.actions.withdraw_instrument import withdraw_instrument
from portal.documents.models import FileHold, Instrument, StoredFile
from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.documents import pages
from tests.make import accounts, documents, tenancy

pytestmark = pytest.mark.django_db
REGISTER = "/instruments/"


def titles(browser, **query) -> list[str]:
    """The addressees of the rows of the list, each paper has one of its own."""
    page = browser.get(REGISTER, query).content.decode()
    return [name for name in ("甲样例公司", "乙样例公司", "丙样例公司", "丁样例公司") if f"关于约谈{name}" in page]


def unspaced(content: bytes) -> str:
    return "".join(pages.text_of(content).split())


@pytest.fixture
def papers(county_inspector):
    """A draft, a served one that is late, one whose answer is due soon, and one withdrawn after issue."""
    now = clock.now()

    def facts(name: str) -> dict:
        return documents.INTERVIEW_FACTS | {"enterprise": name}

    with acting(county_inspector):
        documents.draft(county_inspector, at=now, facts=facts("甲样例公司"))
        late = documents.served(county_inspector, at=now - dt.timedelta(days=20), facts=facts("乙样例公司"))
        documents.served(county_inspector, at=now, facts=facts("丙样例公司"))
        gone = documents.issued(county_inspector, at=now, facts=facts("丁样例公司"))
        withdraw_instrument(actor=county_inspector, instrument=gone, reason="案情有变，撤回", at=now)
    return late


class TestRegister:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, ["甲样例公司", "乙样例公司", "丙样例公司", "丁样例公司"]),
            ({"state": "drafted"}, ["甲样例公司"]),
            ({"state": "open"}, ["甲样例公司", "乙样例公司", "丙样例公司"]),
            ({"state": "void"}, ["丁样例公司"]),
            ({"due": "late"}, ["乙样例公司"]),
            ({"due": "week"}, ["丙样例公司"]),
            ({"due": "none"}, []),
            ({"way": "out"}, ["甲样例公司", "乙样例公司", "丙样例公司", "丁样例公司"]),
            ({"way": "in"}, []),
            ({"kind": "interview_letter"}, ["甲样例公司", "乙样例公司", "丙样例公司", "丁样例公司"]),
            ({"kind": "transfer_slip"}, []),
            ({"q": "乙样例"}, ["乙样例公司"]),
        ],
    )
    def test_it_is_narrowed_by_kind_state_term_and_direction(self, papers, county_inspector, client_of, query, found):
        assert titles(client_of(county_inspector), **query) == found

    def test_it_is_searched_by_number_and_by_organ(self, papers, county_inspector, client_of):
        browser = client_of(county_inspector)
        assert titles(browser, q=papers.number) == ["乙样例公司"]
        assert len(titles(browser, organ=county_inspector.organisation_id)) == 4

    def test_an_enterprise_finds_its_own_post_and_nothing_else(self, papers, county_inspector, contractor, client_of):
        with acting(county_inspector):
            own = Organisation.objects.get(pk=contractor.enterprise_id)
            documents.served(county_inspector, at=clock.now(), addressee=own, facts=documents.INTERVIEW_FACTS | {"enterprise": "戊样例公司"})
        page = client_of(contractor).get(REGISTER, {"way": "in"}).content.decode()
        assert "关于约谈戊样例公司" in page and "关于约谈乙样例公司" not in page

    def test_the_workbook_has_the_filtered_rows_with_numbers_and_void_ones_marked(self, papers, county_inspector, client_of):
        content = client_of(county_inspector).get(reverse("instrument_export"), {"state": "void"}).content
        rows = list(load_workbook(io.BytesIO(content)).active.values)
        assert len(rows) == 2 and "（作废）" in rows[1][rows[0].index("文号")] and rows[1][rows[0].index("状态")] == "已撤回"

    def test_the_paper_lists_them_with_the_void_ones_counted(self, papers, county_inspector, client_of):
        answer = client_of(county_inspector).get(reverse("instrument_register"))
        text = unspaced(answer.content)
        assert answer["Content-Disposition"].startswith("attachment") and "共4份，其中作废文号1个" in text and "文号作废" in text and papers.number in text

    def test_the_paper_says_what_it_was_narrowed_to(self, papers, county_inspector, client_of):
        text = unspaced(client_of(county_inspector).get(reverse("instrument_register"), {"due": "late"}).content)
        assert "共1份" in text and "回复：已逾期未复" in text

    def test_the_paper_costs_the_same_queries_for_one_row_and_for_three(self, county_inspector, client_of):
        browser, counts = client_of(county_inspector), []
        for number in range(3):
            with acting(county_inspector):
                documents.draft(county_inspector, at=clock.now(), addressee=tenancy.enterprise(f"第{number}家样例公司"))
            with CaptureQueriesContext(connection) as asked:
                browser.get(reverse("instrument_register"))
            counts.append(len(asked))
        assert counts[0] == counts[2]


@pytest.fixture
def keeper(tree):
    return accounts.actor(Role.ADMIN, region=tree.county)


def stored(actor, name: str, **fields) -> StoredFile:
    with acting(actor):
        return documents.stored_file(actor, name=name, content=name.encode(), at=fields.pop("at", clock.now()), **fields)


class TestFiles:
    def test_the_list_shows_usage_and_states_at_a_fixed_number_of_queries(self, county_inspector, keeper, client_of):
        browser, counts = client_of(keeper), []
        for number in range(3):
            stored(county_inspector, f"第{number}份.pdf", scan_state="unscanned")
            with CaptureQueriesContext(connection) as asked:
                page = browser.get(reverse("file_list")).content.decode()
            counts.append(len(asked))
        assert counts[0] == counts[2] and "没有接入病毒扫描" in page and "3 个文件，每个辖区限额 200 GB" in page and "第2份.pdf" in page

    @pytest.mark.parametrize(("query", "found"), [({"scan_state": "quarantined"}, "坏.pdf"), ({"keep": "over"}, "旧.pdf"), ({"keep": "held"}, "案.pdf")])
    def test_it_is_narrowed_to_quarantine_time_and_holds(self, county_inspector, keeper, client_of, query, found):
        stored(county_inspector, "坏.pdf", scan_state="quarantined")
        stored(county_inspector, "旧.pdf", at=clock.now() - dt.timedelta(days=4 * 366))
        held = stored(county_inspector, "案.pdf")
        browser = client_of(keeper)
        browser.post(reverse("file_hold", args=[held.uid]), {"reason": "（2026）民初1号"})
        page = browser.get(reverse("file_list"), query).content.decode()
        assert [name for name in ("坏.pdf", "旧.pdf", "案.pdf") if f">{name}</a>" in page] == [found]

    def test_a_file_is_held_released_and_removed_on_its_page(self, county_inspector, keeper, client_of):
        old = stored(county_inspector, "旧.pdf", at=clock.now() - dt.timedelta(days=4 * 366))
        browser, about = client_of(keeper), reverse("file_about", args=[old.uid])
        assert "清除内容" in browser.get(about).content.decode()
        browser.post(reverse("file_hold", args=[old.uid]), {"reason": "（2026）民初1号"})
        assert "正在保全（（2026）民初1号" in browser.get(about).content.decode()
        assert "PDF 文件" in browser.get(about).content.decode() and "application/" not in browser.get(about).content.decode()
        refused = browser.post(reverse("file_remove", args=[old.uid]), {"reason": "保存期限届满"}).content.decode()
        assert "解除保全前不能清除" in refused
        with acting(keeper):
            hold = FileHold.objects.visible_to(keeper).get()
        browser.post(reverse("hold_release", args=[hold.uid]), {"reason": "案件已审结"})
        browser.post(reverse("file_remove", args=[old.uid]), {"reason": "保存期限届满"})
        page = browser.get(about).content.decode()
        assert "内容已清除" in page and "保存期限届满" in page
        assert browser.get(old.get_absolute_url()).status_code == 409

    def test_a_young_file_offers_no_removal_and_says_why(self, county_inspector, keeper, client_of):
        young = stored(county_inspector, "新.pdf")
        page = client_of(keeper).get(reverse("file_about", args=[young.uid])).content.decode()
        assert "期满前不能清除" in page and reverse("file_remove", args=[young.uid]) not in page

    def test_a_scan_is_asked_for_only_where_there_is_a_scanner(self, county_inspector, keeper, client_of, settings):
        from portal.jobs.models import Job

        waiting = stored(county_inspector, "新.pdf", scan_state="unscanned")
        browser, address = client_of(keeper), reverse("file_scan", args=[waiting.uid])
        assert "没有接入病毒扫描服务" in browser.post(address, follow=True).content.decode() or not Job.objects.filter(kind="documents.scan").exists()
        settings.PORTAL_CLAMD = "tcp://127.0.0.1:9"
        browser.post(address)
        assert Job.objects.filter(kind="documents.scan").count() == 1

    def test_the_city_looks_and_does_not_touch(self, county_inspector, admin, client_of):
        found = stored(county_inspector, "县里的.pdf")
        page = client_of(admin).get(reverse("file_about", args=[found.uid])).content.decode()
        assert "县里的.pdf" in page and reverse("file_hold", args=[found.uid]) not in page

    def test_inspectors_and_enterprises_have_no_such_page(self, county_inspector, contractor, client_of):
        assert [client_of(actor).get(reverse("file_list")).status_code for actor in (county_inspector, contractor)] == [403, 403]


class TestVersionsPage:
    def test_it_shows_who_changed_what(self, county_inspector, client_of):
        from portal.documents.actions.revise_draft import revise_draft

        with acting(county_inspector):
            made = documents.draft(county_inspector, at=clock.now())
            revise_draft(actor=county_inspector, instrument=made, version=0, at=clock.now(), body=made.body.replace("104.64万元", "105.64万元"))
        browser = client_of(county_inspector)
        page = browser.get(reverse("instrument_versions", args=[made.uid])).content.decode()
        assert "10<del>4</del><ins>5</ins>.64万元" in page and "第2稿与第1稿的不同" in page
        assert (
            "<ins>" not in browser.get(reverse("instrument_versions", args=[made.uid]), {"n": "0"}).content.decode().split("p-diff")[1].split("</section>")[0]
        )

    def test_the_addressee_does_not_open_it(self, county_inspector, contractor, client_of):
        with acting(county_inspector):
            made = documents.served(county_inspector, at=clock.now(), addressee=Organisation.objects.get(pk=contractor.enterprise_id))
        assert client_of(contractor).get(made.get_absolute_url()).status_code == 200
        assert client_of(contractor).get(reverse("instrument_versions", args=[made.uid])).status_code == 404


class TestReviewPages:
    def test_submit_return_and_submit_again_by_the_buttons(self, county_inspector, client_of):
        with acting(county_inspector):
            made = documents.draft(county_inspector, at=clock.now())
        browser = client_of(county_inspector)
        browser.post(reverse("instrument_submit", args=[made.uid]))
        page = browser.get(made.get_absolute_url()).content.decode()
        assert reverse("instrument_send_back", args=[made.uid]) in page and reverse("instrument_submit", args=[made.uid]) not in page
        browser.post(reverse("instrument_send_back", args=[made.uid]), {"reason": "金额与工资表不一致"})
        page = browser.get(made.get_absolute_url()).content.decode()
        assert "退回意见" in page and "金额与工资表不一致" in page and reverse("instrument_submit", args=[made.uid]) in page
        with acting(county_inspector):
            assert Instrument.objects.visible_to(county_inspector).get().state == "drafted"
