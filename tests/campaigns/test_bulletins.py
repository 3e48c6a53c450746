"""周调度通报: frozen figures, a job that prints once, the command, the paper."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from campaigns.actions.make_bulletin import bulletin_figures, make_bulletin, week_days
from campaigns.bulletin_paper import SECTIONS, bulletin_pdf, change, context, demands
from campaigns.models import WeeklyProgressBulletin
from earlywarning.actions.run_clearance import run_clearance
from portal.audit.models import DayHead
from portal.documents import storage
from portal.documents.models import StoredFile
from portal.documents.registry import build_document
from portal.jobs import runner
from portal.jobs.models import Job, JobState
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.cases import lines_of, make_case, pay, verify
from tests.make.earlywarning import make_warning
from tests.make.tenancy import authority, jurisdiction, policy_row

ON, WEEK = dt.date(2026, 11, 20), "2026-W47"
AT = clock.start_of(ON) + dt.timedelta(hours=9)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)


@pytest.fixture
def story(tree, winter, firm, county_inspector):
    """A late red warning and a worker half paid in 平定县; nothing elsewhere."""
    jurisdiction(tree.city)
    with acting(county_inspector):
        make_warning(firm.project, on=ON - dt.timedelta(days=5))
        line = verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project))[0], 50000)
        pay(county_inspector, line, 12345)


def made(office, tree, week=WEEK) -> WeeklyProgressBulletin:
    with acting(office):
        return make_bulletin(actor=office, region=tree.city, week=week, at=AT)


def read(office) -> list[WeeklyProgressBulletin]:
    with acting(office):
        return list(WeeklyProgressBulletin.objects.visible_to(office).select_related("pdf"))


def files(office) -> int:
    with acting(office):
        return StoredFile.objects.visible_to(office).filter(kind="bulletin").count()


class TestFigures:
    def figures(self, tree, office, week=WEEK, on=ON):
        with acting(office):
            return bulletin_figures(actor=office, region=tree.city, week=week, on=on)

    def test_lines_are_ranked_and_add_up_to_the_total(self, tree, story, city_office):
        found = self.figures(tree, city_office)
        worst = found["lines"][-1]
        assert (worst["name"], worst["red"], worst["clearance_rate"], worst["owed"], worst["owed_people"], worst["overdue"]) == (
            "平定县", 1, "0.0%", "3.77", 1, 1,
        )  # fmt: skip
        assert found["total"] == {
            "projects": 1, "red": 1, "yellow": 0, "blue": 0, "overdue": 1, "owed_people": 1, "paid_people": 1, "titles": 0,
            "clearance_rate": "0.0%", "paid_rate": "—", "owed": "3.77", "paid": "1.23",
        }  # fmt: skip
        assert (found["since"], found["until"], found["campaign_week"]) == ("2026-11-16", "2026-11-20", 2)
        assert len(found["trend"]) == 12 and found["trend"][-1] == {"until": "2026-11-20", "red": 1, "yellow": 0, "blue": 0, "rate": "0.0"}

    def test_they_are_json_as_they_stand(self, tree, story, city_office):
        found = self.figures(tree, city_office)
        assert json.loads(json.dumps(found)) == found

    def test_who_was_called_out_by_the_ladder_stands_in_print(self, tree, story, firm, city_office):
        """The red matter fell due on Wednesday the 18th; on the 20th of a shorter ladder it is 通报'd."""
        ladder = [
            {"day": 3, "action": "督办", "owner": "办公室", "measure": "supervise", "against": "territory"},
            {"day": 4, "action": "通报", "owner": "办公室", "measure": "circular", "against": "both"},
        ]
        policy_row(tree.city, "clearance.ladder", ladder)
        run_clearance(on=ON, at=AT, today=ON)
        found = self.figures(tree, city_office)["measures"]
        assert [(count["word"], count["count"]) for count in found["counts"]] == [("督办", 1), ("约谈", 0), ("通报", 1), ("问责", 0)]
        worst, mild = found["lines"]
        assert (worst["measure"], worst["upon"], worst["days_late"], worst["project"]) == ("通报", "平定县、行业主管部门", 2, firm.project.name)
        assert (mild["measure"], mild["upon"]) == ("督办", "平定县")
        authority(tree.county, "平定县住建局", industries=(firm.project.industry,))
        assert self.figures(tree, city_office)["measures"]["lines"][0]["upon"] == "平定县、平定县住建局"
        row = made(city_office, tree)
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(bulletin_pdf(row, "某办"))).pages).replace("\n", "")
        assert "督办1件、约谈0件、通报1件、问责0件" in text and "平定县住建局" in text

    @pytest.mark.parametrize(("week", "reason"), [("2026-W48", "还没有开始"), ("2026-47", "2026-W47 的样子"), ("2026-W60", "2026-W47 的样子")])
    def test_a_week_that_is_none_is_refused(self, tree, city_office, week, reason):
        with pytest.raises(Refused, match=reason):
            self.figures(tree, city_office, week)

    def test_a_week_is_monday_to_sunday(self):
        assert week_days("2026-W01") == (dt.date(2025, 12, 29), dt.date(2026, 1, 4))


class TestJob:
    def test_it_prints_the_frozen_figures_and_keeps_the_file(self, tree, story, city_office):
        row = made(city_office, tree)
        job = Job.objects.get(uid=row.job_uid)
        assert runner.run(job.pk) == JobState.DONE
        (row,) = read(city_office)
        assert row.state == "ready" and Job.objects.get(pk=job.pk).result == {"file": str(row.pdf.uid)}
        text = PdfReader(io.BytesIO(storage.read(row.pdf.sha256))).pages[0].extract_text()
        assert "根治欠薪周调度通报" in text.replace("\n", "") and "平定县" in text

    def test_the_newest_head_of_the_audit_chain_stands_on_the_paper(self, tree, story, city_office, monkeypatch):
        monkeypatch.setattr(DayHead.objects, "first", lambda: DayHead(day=dt.date(2026, 11, 19), link=bytes(range(32))))
        row = made(city_office, tree)
        assert row.figures["ledger"]["text"].startswith("00010203 04050607")
        assert "18191a1b" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(bulletin_pdf(row, "某办"))).pages)

    def test_the_paper_of_a_week_that_is_over_bears_the_day_of_its_figures(self, tree, story, city_office):
        row = made(city_office, tree, "2026-W46")
        told = context(row, "某办")
        assert (row.figures["until"], told["dated"], told["as_of"]) == ("2026-11-15", ON, ON)

    def test_run_twice_it_keeps_one_file(self, tree, story, city_office):
        job = Job.objects.get(uid=made(city_office, tree).job_uid)
        runner.run(job.pk)
        Job.objects.filter(pk=job.pk).update(state=JobState.PENDING, attempts=0)
        assert runner.run(job.pk) == JobState.DONE
        assert files(city_office) == 1

    def test_the_same_week_made_again_prints_fresh_figures(self, tree, story, city_office, firm, county_inspector):
        first = made(city_office, tree)
        runner.run(Job.objects.get(uid=first.job_uid).pk)
        with acting(county_inspector):
            make_warning(firm.project, level="yellow", rule="T09", on=ON)
        again = made(city_office, tree)
        assert again.pk == first.pk and again.job_uid != first.job_uid and again.figures["total"]["yellow"] == 1
        assert runner.run(Job.objects.get(uid=again.job_uid).pk) == JobState.DONE
        assert files(city_office) == 2

    def test_a_print_that_breaks_off_is_marked_and_tried_again(self, tree, story, city_office, monkeypatch):
        def broken(row, office):
            raise OSError

        job = Job.objects.get(uid=made(city_office, tree).job_uid)
        with monkeypatch.context() as patch:
            patch.setattr("campaigns.actions.print_bulletin.bulletin_pdf", broken)
            assert runner.run(job.pk) == JobState.PENDING
        assert [row.state for row in read(city_office)] == ["failed"]
        assert runner.run(job.pk) == JobState.DONE
        assert [row.state for row in read(city_office)] == ["ready"]

    def test_a_county_inspector_makes_none(self, tree, county_inspector):
        with acting(county_inspector), pytest.raises(Refused, match="权限"):
            make_bulletin(actor=county_inspector, region=tree.county, week=WEEK, at=AT)


class TestPaper:
    def test_the_command_prints_it_and_names_its_sections(self, tree, story, tmp_path):
        out, pdf = io.StringIO(), tmp_path / "b.pdf"
        call_command("bulletin", "--jurisdiction", "140300", "--week", WEEK, "--pdf", str(pdf), "--json", stdout=out)
        found = json.loads(out.getvalue())
        pages = PdfReader(pdf).pages
        assert found == {"pages": len(pages), "sections": list(SECTIONS)}
        text = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
        for words in (*SECTIONS, "第2周调度情况", "2026年第47周", "待解决3.77万元、1人", "平定县要对待解决欠薪", "图1"):
            assert words in text, words

    def test_a_week_that_has_not_begun_is_refused(self, tree, tmp_path):
        out = io.StringIO()
        with pytest.raises(SystemExit):
            call_command("bulletin", "--jurisdiction", "140300", "--week", "2026-W52", "--pdf", str(tmp_path / "b.pdf"), "--json", stdout=out)
        assert json.loads(out.getvalue())["code"] == "future"

    def test_the_document_kind_finds_it_by_uid_or_by_place_and_week(self, tree, story, city_office):
        row, system = made(city_office, tree), system_actor()
        with acting(system):
            for wanted in (str(row.uid), f"140300-{WEEK}"):
                assert build_document("bulletin", wanted, actor=system).content[:5] == b"%PDF-"
            with pytest.raises(Refused, match="没有这份周通报"):
                build_document("bulletin", "nothing", actor=system)

    @pytest.mark.parametrize(
        ("before", "now", "words"),
        [("92.8", "94.1", "，比上周升1.3个百分点"), ("94.1", "92.8", "，比上周降1.3个百分点"), ("90.0", "90.0", "，与上周持平"), (None, "90.0", "")],
    )
    def test_the_rate_is_compared_with_the_week_before(self, before, now, words):
        assert change([{"rate": before}, {"rate": now}]) == words

    def test_the_demands_name_the_counties_they_are_made_of(self):
        lines = [{"name": "甲县", "owed_people": 2, "overdue": 0}, {"name": "乙县", "owed_people": 0, "overdue": 1}]
        found = demands(lines)
        assert found[0].startswith("甲县要对待解决欠薪") and found[1].startswith("乙县要对超期未清") and len(found) == 3
        assert len(demands([])) == 1

    def test_money_is_rounded_on_paper_only_from_exact_sums(self, tree, story, city_office):
        with acting(city_office):
            total = bulletin_figures(actor=city_office, region=tree.city, week=WEEK, on=ON)["total"]
        assert Decimal(total["owed"]) == Decimal("3.77")  # 37,655.00 yuan


def test_a_waiting_page_asks_for_its_part_and_for_the_whole_page_when_the_print_is_there(story, tree, city_office, client_of):
    row, client = made(city_office, tree), client_of(city_office)
    waiting = client.get(f"/campaigns/bulletins/{row.uid}/", headers={"HX-Request": "true"})
    runner.run(Job.objects.get(uid=row.job_uid).pk)
    done = client.get(f"/campaigns/bulletins/{row.uid}/", headers={"HX-Request": "true"})
    assert "<html" not in waiting.content.decode()
    assert ("HX-Refresh" in waiting.headers, done.headers.get("HX-Refresh")) == (False, "true")
    assert "下载" in client.get(f"/campaigns/bulletins/{row.uid}/").content.decode()


def test_a_print_of_figures_that_were_frozen_anew_meanwhile_is_let_go(story, city_office, tree, monkeypatch):
    from campaigns.actions import print_bulletin as printing

    row = made(city_office, tree)
    real = printing.bulletin_pdf

    def slowly(bulletin, office):
        monkeypatch.setattr(printing, "bulletin_pdf", real)
        made(city_office, tree)
        return real(bulletin, office)

    monkeypatch.setattr(printing, "bulletin_pdf", slowly)
    first = printing.print_bulletin(row.uid, actor=city_office, at=AT)
    assert (first, files(city_office), read(city_office)[0].state) == ({"file": None}, 0, "pending")
    second = printing.print_bulletin(row.uid, actor=city_office, at=AT)
    found = read(city_office)[0]
    assert (second, found.state, files(city_office)) == ({"file": str(found.pdf.uid)}, "ready", 1)
