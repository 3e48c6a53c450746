"""The dashboard: figures by hand, every one with its rows, the same cost for one county and three, the wall."""

import datetime as dt
import io
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from campaigns.actions.nominate import decide
from campaigns.models import TitleNomination
from campaigns.queries.county_figures import CountyFigures
from portal.dashboard.leading_group import overview, total_of
from portal.dashboard.rows import LISTINGS
from portal.dashboard.tiles import tiles
from portal.dashboard.warned import warned_by_county, warned_projects
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from tests.dashboard.conftest import pay_month
from tests.make.accounts import actor as make_actor
from tests.make.campaigns import make_safe_wage_drive
from tests.make.cases import lines_of, make_case, verify
from tests.make.earlywarning import make_warning
from tests.make.projects import make_employer, make_inspection, make_project

PAGE = "/dashboard/"


@pytest.fixture
def campaign(tree, city_office):
    with acting(city_office):
        return make_safe_wage_drive(city_office, tree.city, starts_on=dt.date(2026, 11, 1))


@pytest.fixture
def found(tree, story, city_office, day):
    """Function: the overview of a span."""

    def ask(span="week"):
        with acting(city_office):
            return overview(city_office, tree.city, on=day, span=span)

    return ask


class TestFigures:
    def test_totals_are_sums_and_rates_are_made_of_sums(self):
        lines = [
            CountyFigures(Region(), due=3, cleared=3, wage_due=1, wage_full=1, owed=Decimal("0.10"), red=1),
            CountyFigures(Region(), due=1, cleared=0, wage_due=3, wage_full=0, owed=Decimal("0.20"), red=2, blue=1),
        ]
        total = total_of(lines)
        assert (total.clearance_rate, total.paid_rate, total.owed, total.levels) == (Decimal("0.75"), Decimal("0.25"), Decimal("0.30"), Counter(red=3, blue=1))
        assert total_of([]).clearance_rate is None

    def test_the_counties_and_the_total(self, tree, found):
        total = found().total
        assert (total.projects, total.owed, total.owed_people, total.paid, total.wage_due, total.wage_full) == (3, 8000, 1, 5000, 2, 1)
        assert (total.due, total.cleared, total.overdue) == (1, 0, 1)
        assert [line.region.name for line in found().lines][-1] == "平定县"

    @pytest.mark.parametrize(("span", "since"), [("day", "2026-11-20"), ("week", "2026-11-16"), ("campaign", "2026-11-01")])
    def test_a_span_begins_where_it_says(self, campaign, found, span, since):
        assert found(span).since == dt.date.fromisoformat(since)

    def test_without_a_campaign_its_span_is_the_week(self, found):
        assert found("campaign").span == "week"

    def test_the_funnel_counts_what_happened_in_the_span(self, found):
        steps = [(step.name, step.count, step.money) for step in found().funnel]
        assert steps == [("线索", 2, "1.87"), ("查实欠薪", 1, "1.30"), ("立案", 0, ""), ("追发到位", 1, "0.50")]
        assert found().longest == 2

    def test_duties_of_the_running_campaign(self, tree, campaign, story, found, city_office, day):
        with acting(system_actor()) as system:
            sites = type(story[0]).objects.visible_to(system)
            sites.update(uploaded_on=None)
            sites.filter(pk=story[0].pk).update(uploaded_on=day)
            employer = make_employer(tree.county)
            make_inspection(employer, story[0], on=day)
            make_inspection(employer, story[0], on=day)
            make_inspection(employer, story[1], on=dt.date(2026, 10, 31))
        assert [(d.name, d.reached, d.asked) for d in found().duties] == [
            ("安薪项目 每县（区）≥5", 0, 3), ("在建项目纳入平台", 1, 3), ("检查覆盖", 1, 3),
        ]  # fmt: skip

    def test_without_a_campaign_there_are_none(self, found):
        assert found().duties == [] and found().goal == 0 and found().campaign_week == 0


class TestWarned:
    def test_a_project_has_the_level_of_its_worst_open_warning(self, tree, story, city_office):
        with acting(city_office):
            assert warned_by_county(city_office, [tree.county.pk, tree.neighbour.pk]) == {tree.county.pk: Counter(red=1, blue=1)}
            assert [(p.name, p.worst, p.warnings) for p in warned_projects(city_office).order_by("-worst")] == [("样例学校", 3, 2), ("样例医院", 1, 1)]

    def test_finished_projects_are_not_under_construction(self, tree, story, city_office):
        with acting(system_actor()) as system:
            type(story[0]).objects.visible_to(system).filter(pk=story[0].pk).update(state="completed_unsettled")
        with acting(city_office):
            assert warned_by_county(city_office, [tree.county.pk]) == {tree.county.pk: Counter(blue=1)}
            assert warned_projects(city_office).count() == 1


class TestTiles:
    def drawing(self, *numbers, counts=None):
        lines = [CountyFigures(Region(pk=n, code=f"99{n:04d}", name=f"县{n}"), projects=count) for n, count in enumerate(numbers, start=1)]
        return tiles(lines, counts or {})

    def test_there_is_a_square_for_each_project_and_the_worst_stand_first(self):
        drawn = self.drawing(7, counts={1: Counter(red=1, yellow=2, blue=1)})
        assert [square.level for square in drawn.blocks[0].squares] == ["red", "yellow", "yellow", "blue", "", "", ""]
        assert (drawn.quiet, drawn.counts) == (3, Counter(yellow=2, red=1, blue=1))

    def test_blocks_never_overlap_nor_leave_the_drawing(self):
        drawn = self.drawing(26, 47, 31, 58, 64, 38, 0, 700)
        boxes = [(b.x, b.y, b.x + b.width, max((s.y + 20 for s in b.squares), default=b.y + 26)) for b in drawn.blocks]
        assert all(right <= drawn.width and bottom <= drawn.height for _, _, right, bottom in boxes)
        for n, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[n + 1 :]:
                assert other[0] >= right or other[1] >= bottom or other[2] <= left or other[3] <= top
        assert len({(s.x, s.y) for b in drawn.blocks for s in b.squares}) == 26 + 47 + 31 + 58 + 64 + 38 + 700

    def test_more_warned_projects_than_squares_draw_no_more(self):
        assert len(self.drawing(1, counts={1: Counter(red=3)}).blocks[0].squares) == 1


class TestPage:
    def test_it_shows_the_counties_and_leads_on(self, story, campaign, city_office, client_of):
        page = client_of(city_office).get(PAGE).content.decode()
        for words in ("平定县", "盂县", "阳泉高新技术产业开发区", "安薪项目 ≥5", "第 3 周", "计分办法", "线索处置", "检查覆盖", "生成周通报"):
            assert words in page, words

    @pytest.mark.parametrize(("role", "status"), [("office", 200), ("leader", 403), ("auditor", 200), ("admin", 403), ("department", 403)])
    def test_who_may_open_it(self, tree, client_of, role, status):
        client = client_of(make_actor(role, region=tree.city))
        addresses = (PAGE, reverse("dashboard_wall"), reverse("dashboard_ranking"), *(reverse("dashboard_rows", args=[kind]) for kind in LISTINGS))
        assert {client.get(address).status_code for address in addresses} == {status}

    def test_a_county_inspector_sees_his_county_alone(self, story, neighbour_inspector, client_of):
        page = client_of(neighbour_inspector).get(PAGE).content.decode()
        assert "盂县" in page and "平定县" not in page and "样例学校" not in page

    @pytest.mark.parametrize("query", ["?span=nonsense", "?span=day", "?span=campaign"])
    def test_nonsense_is_no_accident(self, city_office, client_of, query):
        assert client_of(city_office).get(PAGE + query).status_code == 200

    def test_the_ranking_is_a_workbook_with_the_sums_behind_its_rates(self, story, city_office, client_of):
        answer = client_of(city_office).get(reverse("dashboard_ranking"))
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        rows = {row[1]: dict(zip((c.value for c in sheet[1]), row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)}
        line = rows["平定县"]
        assert (line["在建项目"], line["到期"], line["按期清零"], line["三日清零率"], line["待解决（元）"], line["足额发薪率"]) == (2, 1, 0, 0, 8000, 0.5)

    def test_the_wall_shows_the_same_and_nothing_to_press(self, story, campaign, city_office, client_of):
        page = client_of(city_office).get(reverse("dashboard_wall")).content.decode()
        assert "阳泉市根治欠薪调度" in page and "样例规则" in page and "js/wall.js" in page
        body = page[page.index("<body") :]
        assert "<a " not in body and "<button" not in body and "<form" not in body

    @pytest.mark.parametrize("address", [PAGE, "/dashboard/wall/"])
    def test_it_costs_the_same_for_one_county_and_three(self, tree, campaign, city_office, county_inspector, client_of, address, django_assert_max_num_queries):
        client = client_of(city_office)
        with acting(system_actor()):
            make_warning(make_project(tree.county))
        client.get(address)
        with django_assert_max_num_queries(55) as few:
            assert client.get(address).status_code == 200
        with acting(system_actor()):
            for county in (tree.county, tree.neighbour, tree.zone):
                for _ in range(2):
                    project = make_project(county)
                    make_warning(project)
                    pay_month(project)
        with acting(county_inspector):
            verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, make_project(tree.county)))[0], 100)
        with django_assert_max_num_queries(len(few)):
            client.get(address)


class TestDrillDown:
    def rows(self, client, url) -> int:
        answer = client.get(url)
        assert answer.status_code == 200, url
        return answer.context["table"].total

    def test_every_figure_of_the_strip_opens_to_as_many_rows(self, story, city_office, client_of):
        client = client_of(city_office)
        overview_ = client.get(PAGE).context["found"]
        total = overview_.total
        urls = {part["label"]: part["url"] for part in overview_.strip}
        counts = {label: self.rows(client, url) for label, url in urls.items()}
        assert counts == {
            "待解决欠薪": total.owed_people, "有预警的在建项目": 2, "三日清零率": total.due, "超期未清": total.overdue,
            "追发到位": total.paid_people, "足额发薪": total.wage_due,
        }  # fmt: skip

    def test_every_figure_of_a_county_opens_to_as_many_rows(self, tree, story, city_office, client_of):
        client = client_of(city_office)
        line = next(x for x in client.get(PAGE).context["found"].lines if x.region == tree.county)
        at = f"region={tree.county.pk}"
        span = "due_on_after=2026-11-16&due_on_before=2026-11-20"
        expected = {
            f"{reverse('project_list')}?{at}&state=unfinished": line.projects,
            f"{reverse('warning_list')}?{at}&level=red": line.red,
            f"{reverse('warning_list')}?{at}&level=yellow": line.yellow,
            f"{reverse('warning_list')}?{at}&level=blue": line.blue,
            f"{reverse('clearance_desk')}?{at}&state=all&{span}": line.due,
            f"{reverse('dashboard_rows', args=['wages'])}?{at}": line.wage_due,
            f"{reverse('dashboard_rows', args=['owing'])}?{at}": line.owed_people,
        }
        page = client.get(PAGE).content.decode().replace("&amp;", "&")
        for url, count in expected.items():
            assert f'href="{url}"' in page, url
            assert self.rows(client, url) == count, url

    def test_every_step_of_the_funnel_opens_to_as_many_rows(self, story, city_office, client_of):
        client = client_of(city_office)
        steps = client.get(PAGE).context["found"].funnel
        counts = [self.rows(client, step.url) for step in steps]
        # Two workers of one case were verified: its rows are workers, the step counts cases.
        assert counts == [steps[0].count, 2, steps[2].count, 1]

    def test_titles_open_to_those_awarded(self, tree, story, campaign, city_office, client_of):
        with acting(system_actor()):
            row = TitleNomination.objects.create(region=tree.county, campaign=campaign, project=story[0], nominated_on=campaign.starts_on, nominated_by="样例")
        with acting(city_office):
            decide(row, actor=city_office, kind="awarded", on=campaign.starts_on)
        page = client_of(city_office).get(f"{reverse('title_list', args=[campaign.code])}?region={tree.county.pk}&awarded=1").content.decode()
        assert page.count("样例学校") == 1

    @pytest.mark.parametrize(
        ("kind", "query", "count"),
        [
            ("warned", "?level=red", 1), ("warned", "?level=yellow", 0), ("wages", "?full=yes", 1), ("wages", "?full=no", 1),
            ("owing", "", 1), ("paid", "?paid_on_after=2026-11-21", 0), ("verified", "?verified_on_before=2026-11-20", 2),
        ],
    )  # fmt: skip
    def test_the_rows_can_be_narrowed_and_exported(self, story, city_office, client_of, kind, query, count):
        client = client_of(city_office)
        assert self.rows(client, reverse("dashboard_rows", args=[kind]) + query) == count
        answer = client.get(reverse("dashboard_rows_export", args=[kind]) + query)
        assert openpyxl.load_workbook(io.BytesIO(answer.content)).active.max_row == count + 1

    def test_names_are_masked(self, story, city_office, client_of):
        page = client_of(city_office).get(reverse("dashboard_rows", args=["owing"])).content.decode()
        assert "样**" in page and "样工" not in page

    def test_unknown_rows_are_not_there(self, city_office, client_of):
        assert client_of(city_office).get(reverse("dashboard_rows", args=["nothing"])).status_code == 404

    def test_a_neighbour_gets_none_of_them(self, story, neighbour_inspector, client_of):
        client = client_of(neighbour_inspector)
        assert {self.rows(client, reverse("dashboard_rows", args=[kind])) for kind in LISTINGS} == {0}
