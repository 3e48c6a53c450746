"""The demonstration is whole, the same each time, plainly made up, and tells every story it promises."""

import datetime as dt
import json
import re
from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client

from cases.models import Case, Lead
from earlywarning.models import EarlyWarning
from portal.accounts.models import Membership, PortfolioTransfer, User
from portal.lib import identity, uscc
from portal.lib.bank_card import luhn
from portal.lib.clock import day_of
from portal.lib.rules import levels_of
from portal.operations.demo import build
from portal.operations.demo.accounts import ACCOUNTS, PASSWORD, account_lines
from portal.operations.demo.steps import Step
from portal.operations.models import DemoBuild
from portal.operations.rules import RULES
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import OrganisationKind, RegionLevel
from portal.tenancy.models import Jurisdiction, Organisation, Region
from portal.tenancy.querysets import everywhere
from portal.tenancy.scope import acting
from projects.models import Project
from tests import database
from tests.demonstration import ON
from wagepay.models import Engagement, PayrollSheet, ProjectMonth, SignedScan, SupervisorOpinion
from wagepay.queries.audit_sums import differences
from wagepay.queries.keys import keys_of

CONTRACT = (
    "yq-office", "pd-inspector", "yx-inspector", "lz-inspector", "xq-inspector", "lq-inspector", "pds-office", "pd-zhujian", "owner", "bank",
    "pd-grid", "contractor", "subcontractor", "admin-yq", "auditor-yq",
)  # fmt: skip


def command(*arguments: str) -> tuple[int, dict]:
    out = StringIO()
    try:
        call_command("demo", *arguments, "--json", stdout=out)
        status = 0
    except SystemExit as leaving:
        status = leaving.code
    return status, json.loads(out.getvalue())


def table_hashes() -> dict[str, str]:
    """A fingerprint of every table the role may read."""
    with acting(system_actor()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
        )
        names = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {name} t")
            found[name] = str(cursor.fetchone())
    return found


def test_the_command_prints_what_the_contract_promises(demo):
    assert {"jurisdictions", "projects", "workers", "payroll_lines", "seconds"} <= set(demo)
    assert demo["jurisdictions"] == 5
    assert 85 <= demo["projects"] <= 100
    assert 1900 <= demo["workers"] <= 2500
    assert demo["payroll_lines"] > 5000


def test_a_repeat_changes_nothing(demo):
    before = table_hashes()
    status, printed = command()
    assert status == 0
    assert {**printed, "seconds": 0} == {**demo, "seconds": 0}
    assert table_hashes() == before


@pytest.mark.parametrize("asked", [("--date", "2026-01-01"), ("--seed", "7"), ("--size", "full")])
def test_another_demonstration_over_this_one_is_refused(demo, asked):
    status, printed = command(*asked)
    assert (status, printed["code"]) == (1, "demo_built")


def test_production_has_no_demonstration(demo, settings):
    settings.IS_DEMO = False
    status, printed = command()
    assert (status, printed["code"]) == (1, "production")


def test_the_accounts_of_the_contract_sign_in_and_have_a_desk(demo):
    shown = "\n".join(account_lines())
    for username in CONTRACT:
        client = Client()
        assert client.post("/login/", {"username": username, "password": PASSWORD}).status_code == 302, username
        assert client.get("/", follow=True).status_code == 200, username
        assert username in shown
    assert PASSWORD in shown


def test_every_county_of_the_five_tenants_has_projects_and_an_inspector(demo):
    with acting(system_actor()) as actor:
        for tenant in Jurisdiction.objects.all():
            counties = Region.objects.subtree(tenant.region).counties()
            for county in counties:
                assert Project.objects.visible_to(actor).filter(region=county).count() >= 2, county
                assert Membership.objects.filter(role="inspector", region=county).exists(), county


# What the demonstration cannot act out: no data older than a year; no month before a festival; a sheet with one card for two is refused; no list of firms is kept yet.
CANNOT = {"W26 blue", "W43 red", "W18 red", "W63 red", "W56 yellow"}


def test_every_rule_tells_every_level_it_knows(demo):
    with acting(system_actor()) as actor:
        levels = set(EarlyWarning.objects.visible_to(actor).values_list("rule", "level_figures"))
    told = {f"{rule} {level}" for rule, level in levels}
    untold = {f"{rule.CODE} {level.value}" for rule in RULES for level in levels_of(rule)} - told
    assert untold <= CANNOT, sorted(untold - CANNOT)


def test_warnings_are_at_every_step(demo):
    with acting(system_actor()) as actor:
        states = set(EarlyWarning.objects.visible_to(actor).values_list("state", flat=True))
    assert {"open", "verified", "disposing", "cleared", "false_alarm"} <= states


def test_cases_are_at_every_end(demo):
    with acting(system_actor()) as actor:
        leads = set(Lead.objects.visible_to(actor).values_list("state", flat=True))
        ends = set(Case.objects.visible_to(actor).values_list("state", "closing_kind"))
        assert Case.objects.visible_to(actor).filter(settled_on__isnull=False).exists()
        assert Case.objects.visible_to(actor).filter(police_referred_on__isnull=False).exists()
    assert leads == {"received", "accepted", "rejected", "transferred", "answered"}
    assert {("open", ""), ("closed", "paid"), ("closed", "agreement")} <= ends


def test_three_closed_months_and_the_current_one_have_their_data(demo):
    with acting(system_actor()) as actor:
        months = Counter(PayrollSheet.objects.visible_to(actor).values_list("month", flat=True))
    assert {month for month, sheets in months.items() if sheets > 50} == {dt.date(2026, 8, 1), dt.date(2026, 9, 1), dt.date(2026, 10, 1)}


def test_nobody_signs_a_sheet_before_it_exists(demo):
    with acting(system_actor()) as actor:
        scans = SignedScan.objects.visible_to(actor).select_related("sheet")
        assert [scan.name for scan in scans if scan.signed_on < day_of(scan.sheet.submitted_at)] == [] and scans


def test_the_projects_of_the_sample_files_wait_for_their_october_sheets(demo):
    with acting(system_actor()) as actor:
        for name, people in (("盂县秀水花园二期", 79), ("平定县冠山学校改造", 42)):
            project = Project.objects.visible_to(actor).get(name=name)
            assert project.general_contractor.name == "示例建设集团有限公司"
            assert Engagement.objects.visible_to(actor).filter(project=project, employer__name="示例劳务有限公司").count() == people
            assert not PayrollSheet.objects.visible_to(actor).filter(project=project, month=dt.date(2026, 10, 1)).exists()


def test_the_contractor_works_in_two_provinces(demo):
    contractor = Membership.objects.get(user__username="contractor")
    with acting(system_actor()) as actor:
        codes = set(Project.objects.visible_to(actor).filter(general_contractor=contractor.organisation).values_list("region__code", flat=True))
    assert codes >= {"140321", "140322", "120111"}


def test_nobody_in_it_exists(demo):
    """Order codes that are never given out, or counties that do not exist; cards of no bank; firms that say what they are."""
    with acting(system_actor()) as actor:
        people = list(Engagement.objects.visible_to(actor).all())
    counties = set(Region.objects.filter(level=RegionLevel.COUNTY).values_list("code", flat=True))
    numbers = [person.id_number.plain() for person in people]
    for number in numbers:
        assert identity.check(number).ok
        assert number[14:17] == "000" or number[:6] not in counties or number[14:17] == "001"
    cards = [person.card.plain() for person in people if person.is_registered and person.card]
    assert all(luhn(card) for card in cards)
    assert all(re.fullmatch(r"13800\d{6}", person.phone.plain()) for person in people if person.is_registered and person.phone)
    for firm in Organisation.objects.filter(kind__in=(OrganisationKind.ENTERPRISE, OrganisationKind.BANK)):
        assert "示例" in firm.name or "样例" in firm.name, firm
        assert uscc.check(firm.uscc).warning == ""


def test_its_sentences_have_chinese_punctuation(demo):
    """Half-width signs between Chinese words, in any text of any table that people read; nobody reads the key of a message."""
    wrong = {}
    with acting(system_actor()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'character varying')"
            " AND has_table_privilege(table_name, 'SELECT') AND table_name = ANY (%s)",
            [[model._meta.db_table for model in apps.get_models()]],
        )
        for table, column in set(cursor.fetchall()) - {("jobs_outboxmessage", "key")}:
            cursor.execute(f'SELECT "{column}" FROM {table} WHERE "{column}" ~ %s LIMIT 3', ["[一-龥”’》）][,;:?!()]|[,;:?!()][一-龥“‘《（]"])
            wrong |= {f"{table}.{column}": text for (text,) in cursor.fetchall()}
    assert wrong == {}


def test_one_inspector_has_handed_over_and_his_successor_has_still_to_sign(demo):
    with acting(system_actor()) as actor:
        row = PortfolioTransfer.objects.visible_to(actor).select_related("giver__user", "receiver__user").get()
        assert (row.giver.user.is_active, row.receiver.user.username, row.signed_at) == (False, "yx-inspector", None)
        assert "责任项目" in {line["portfolio"] for line in row.lines}
        assert not Project.objects.visible_to(actor).filter(inspector=row.giver.user).exists()


def test_the_supervisor_agrees_with_days_and_objects_to_wages(demo):
    with acting(system_actor()) as actor:
        said = Counter(SupervisorOpinion.objects.visible_to(actor).values_list("matter", "verdict"))
    assert said["attendance", "agrees"] > 3 and said["payroll", "objects"] == 1


def test_no_figure_of_the_demonstration_pretends_to_be_local_law(demo):
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, certainty FROM tenancy_policyrow WHERE source LIKE '%演示%' OR certainty = 'D'")
        assert all(row == ("演示值，非本地规定", "D") for row in cursor.fetchall())


def test_every_sum_of_a_month_is_what_its_rows_add_up_to(demo):
    with acting(system_actor()), everywhere("the sums of every project are counted again"):
        rows = ProjectMonth.objects.values_list("project_id", "month")
        months = {project: [month for other, month in rows if other == project] for project, _ in rows}
        keys = [key for project in Project.objects.filter(pk__in=months) for key in keys_of(project, months[project.pk])]
        assert len(keys) > 300
        assert differences(keys) == {"worker_months": 0, "project_months": 0}


def test_a_build_that_was_broken_off_goes_on_and_ends_like_one_that_was_not(few_sites, django_db_blocker, django_test_environment, monkeypatch):
    """Killed in the middle of a step: the next run finds what is there and completes it."""

    def dies(stage, code=""):
        if code in ("", "140322"):
            raise ZeroDivisionError

    work = next(step for step in build.STEPS if isinstance(step, Step) and step.mark == "work 9")
    broken = [Step(dies, step.mark, by_county=True) if step is work else step for step in build.STEPS]
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres, "_broken") as name, database.using(name):
        with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
            patch.setattr(build, "STEPS", broken)
            command("--date", ON.isoformat())
        steps = DemoBuild.objects.get().steps
        assert steps[:3] == ["hear_workers", "say_own", "work_on_leads"]
        assert sorted(steps[3:8]) == ["attend_by_devices", "file_papers", "inspect_sites", "keep_deposits", "send_up"], "two rows beside one another"
        assert steps[8:12] == ["report_money_matters", "judge_systems", "fall_behind", "scan 9"]
        assert "work 9 120111" in steps and "work 9 140322" not in steps and "work 9" not in steps, "the counties before it are remembered"
        status, printed = command()
        assert (status, printed["projects"], printed["date"]) == (0, 2, ON.isoformat())
        assert User.objects.count() == len(ACCOUNTS) + 4, "the administrator's own people of keep_staff"
        with acting(system_actor()) as actor:
            assert EarlyWarning.objects.visible_to(actor).exists()
