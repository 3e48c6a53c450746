"""However evidence changes, the kept lamps are those that are judged anew: every act marks what it touches, whatever came before it."""

import datetime as dt
import random
from collections import deque
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects import facts, portfolio
from projects.actions.add_party import add_party
from projects.actions.assign_responsibility import assign_responsibility
from projects.actions.change_contract import change_contract
from projects.actions.change_site_state import change_site_state
from projects.actions.join_duplicate import join_duplicate
from projects.actions.keep_contacts import Contact, keep_contacts
from projects.actions.leave_party import leave_party
from projects.actions.open_special_wage_account import open_special_wage_account
from projects.actions.post_fact import post_fact
from projects.actions.put_up_board import put_up_board
from projects.actions.record_account_filing import record_account_filing
from projects.actions.record_agreement import record_agreement
from projects.actions.record_freeze import record_freeze, record_thaw
from projects.actions.record_proof import record_proof
from projects.actions.refresh_lamps import lamps_of, refresh_lamps
from projects.actions.store_deposit import store_deposit
from projects.actions.transfer_project import transfer_project
from projects.actions.update_project import update_project
from projects.actions.withdraw_proof import withdraw_proof
from projects.deposits.actions.assess_deposit import assess_deposit
from projects.deposits.actions.replace_deposit import replace_deposit
from projects.models import AccountFreeze, Project, ProjectParty, ProjectProof, SpecialWageAccount, SystemLamps, WageSecurityDeposit
from tests.make import accounts, tenancy
from tests.make.projects import ON, make_project

AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))
DAY = dt.timedelta(days=1)


class Scene:
    """Some projects of one county, and every way in which a project's evidence changes."""

    def __init__(self, actor, tree) -> None:
        self.actor, self.tree = actor, tree
        self.bank, self.people = tenancy.bank("样例银行灯支行"), iter(range(1000))
        self.projects = [make_project(tree.county, f"样例灯{n}", township=tree.township).pk for n in range(3)]

    def project(self, pk: int) -> Project:
        return Project.objects.visible_to(self.actor).select_related("owner", "general_contractor", "region", "township").get(pk=pk)

    def first(self, model, pk: int, **found):
        row = model.objects.visible_to(self.actor).filter(project=pk, **found).order_by("pk").first()
        if row is None:
            raise Refused("nothing there")
        return row

    def acts(self) -> dict[str, Callable[[int], object]]:
        now = {"actor": self.actor, "on": ON}
        timed = now | {"at": AT}
        account, deposit = (lambda pk: self.first(SpecialWageAccount, pk)), (lambda pk: self.first(WageSecurityDeposit, pk, state="held"))
        return {
            "open": lambda pk: open_special_wage_account(
                project=self.project(pk), bank=self.bank, account_number=f"62200000{pk:06d}", account_name="样例农民工工资专用账户", opened_on=ON - 9 * DAY, **now
            ),
            "agree": lambda pk: record_agreement(subject=account(pk), signed_on=ON, **now),
            "file": lambda pk: record_account_filing(account=account(pk), filed_on=ON, **now),
            "freeze": lambda pk: record_freeze(account=account(pk), frozen_on=ON, organ="样例法院", **timed),
            "thaw": lambda pk: record_thaw(freeze=self.first(AccountFreeze, pk, thawed_on__isnull=True), thawed_on=ON, **now),
            "store": lambda pk: store_deposit(
                project=self.project(pk), form="bank_guarantee", amount=Decimal(1000), institution="样例银行", document_number="BH1",
                deposited_on=ON - DAY, expires_on=ON + 40 * DAY, **now,
            ),
            "assess": lambda pk: assess_deposit(project=self.project(pk), **timed),
            "replace": lambda pk: replace_deposit(
                deposit=deposit(pk), deposited_on=ON, form="bank_guarantee", amount=Decimal(900000), institution="样例银行", document_number="BH2",
                expires_on=ON + 400 * DAY, **timed,
            ),
            "board": lambda pk: put_up_board(project=self.project(pk), place="入口处", posted_on=ON, **now),
            "proof": lambda pk: record_proof(project=self.project(pk), kind="funds", signed_on=ON, issuer="样例财政局", amount=Decimal(5), **timed),
            "unproof": lambda pk: withdraw_proof(proof=self.first(ProjectProof, pk, withdrawn_on__isnull=True), reason="登记错了", **now),
            "party": lambda pk: add_party(actor=self.actor, project=self.project(pk), organisation=tenancy.enterprise(), part="subcontractor", on=ON - DAY),
            "leave": lambda pk: leave_party(party=self.first(ProjectParty, pk, part="subcontractor", left_on__isnull=True), **now),
            "contacts": lambda pk: keep_contacts(project=self.project(pk), officer=Contact("样例专管", f"1380000{pk % 10000:04d}"), parties={}, **timed),
            "contract": lambda pk: change_contract(
                project=self.project(pk), version=self.project(pk).version, effective_on=ON, reason="补充协议", labour_cost_cycle_months=3, **timed
            ),
            "update": lambda pk: update_project(project=self.project(pk), version=self.project(pk).version, permit_number="", permit_issued_on=None, **timed),
            "stop": lambda pk: change_site_state(project=self.project(pk), verb="stop", reason="样例停工", proof="通知", **timed),
            "lead": lambda pk: assign_responsibility(
                actor=self.actor, project=self.project(pk), post="grid_officer", name=f"样例网格{next(self.people)}", since=ON - DAY
            ),
            "fact": lambda pk: post_fact(
                project_id=pk, region_id=self.tree.county.pk, item="coverage", value=facts.coverage(on_site=9, registered=9, with_contract=1), on=ON, source="样例"
            ),
            "policy": lambda pk: tenancy.policy_row(self.tree.county, "projects.attendance_fresh_days", 3, valid_from=ON - DAY * (2 + next(self.people))),
            "policy above": lambda pk: tenancy.policy_row(self.tree.city, "projects.checklists", ["luzhou"], valid_from=ON - DAY * (2 + next(self.people))),
        }  # fmt: skip


def differing(actor, projects) -> list[str]:
    """Names of lamps whose kept mark is another than the one judged now."""
    rows = list(Project.objects.visible_to(actor).filter(pk__in=projects).select_related("owner", "general_contractor"))
    kept = {row.project_id: row for row in SystemLamps.objects.among(rows)}
    fresh = {row.project_id: row for row in lamps_of(rows, ON)}
    return [
        f"{row.project_id} {name}"
        for pk, row in fresh.items()
        for name in ("marks", "missing", "late", "judged_in", "policy_seen")
        if getattr(kept[pk], name) != getattr(row, name)
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_act_in_any_order_the_kept_lamps_are_those_judged_anew(county_inspector, tree, seed):
    for key, value in (("base_rate", "0.02"), ("multi_rate", "0.01"), ("combine", "lower"), ("use_annual", False), ("small_exempt", True)):
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    for key, value in (("arrears_record", "decided"), ("arrears_date", "verified")):
        tenancy.policy_row(tree.city, f"deposit.{key}", value)
    dice = random.Random(seed)
    with acting(county_inspector) as actor:
        scene = Scene(actor, tree)
        acts = scene.acts()
        refresh_lamps(actor=actor, on=ON)
        order = [(name, pk) for name in acts for pk in scene.projects[:2]]
        dice.shuffle(order)
        waiting = deque(order)
        done, moved, tries = set(), 0, 0
        while waiting and tries < 4 * len(order):
            name, pk = waiting.popleft()
            tries += 1
            before = SystemLamps.objects.among_ids([pk]).get().marks
            try:
                acts[name](pk)
            except Refused:  # what it needs is not there yet
                waiting.append((name, pk))
                continue
            refresh_lamps(actor=actor, on=ON)
            assert differing(actor, scene.projects) == [], f"after {name}"
            done.add(name)
            moved += SystemLamps.objects.among_ids([pk]).get().marks != before
        assert done == set(acts), "each act was done at least once"
        assert moved > 10, "and they turned lamps"


def test_handing_over_a_grid_officers_sites_changes_what_the_board_must_say(county_inspector, grid_officer, tree):
    with acting(county_inspector) as actor:
        scene = Scene(actor, tree)
        pk = scene.projects[0]
        scene.acts()["lead"](pk)
        scene.acts()["board"](pk)
        giver, receiver = accounts.user("pd-grid-old", "样例旧网格"), accounts.user("pd-grid-new", "样例新网格")
        Project.objects.writable_by(actor).filter(pk=pk).update(grid_officer=giver)
        refresh_lamps(actor=actor, on=ON)
        assert portfolio.move_grid(actor, giver, receiver, AT) == 1
        assert SystemLamps.objects.among_ids([pk]).get().is_stale
        refresh_lamps(actor=actor, on=ON)
        assert differing(actor, scene.projects) == []


def test_a_project_in_another_county_is_judged_by_that_countys_figures(county_inspector, city_office, tree):
    tenancy.jurisdiction(tree.city)
    tenancy.policy_row(tree.neighbour, "projects.checklists", ["luqu"], valid_from=ON - DAY)
    with acting(county_inspector) as actor:
        scene = Scene(actor, tree)
        project = scene.project(scene.projects[0])
        refresh_lamps(actor=actor, on=ON)
    with acting(city_office):
        transfer_project(actor=city_office, project=project, target=tree.neighbour, document="阳泉办〔2026〕3号", on=ON)
    with acting(system_actor()) as system:
        SystemLamps.objects.among_ids([project.pk]).update(is_stale=False)  # as divisions are merged, which nobody here hears of
        assert refresh_lamps(actor=system, on=ON) == 1
        assert differing(system, scene.projects) == []
        lists = {name.partition("/")[0] for name in SystemLamps.objects.among_ids([project.pk]).get().marks}
        assert lists - {"element"} == {"luqu"}  # single elements that a rule looks at belong to no county


def test_a_joined_duplicate_leaves_true_lamps_on_both_files(county_inspector, tree):
    with acting(county_inspector) as actor:
        scene = Scene(actor, tree)
        kept, duplicate, _ = scene.projects
        scene.acts()["open"](duplicate)
        refresh_lamps(actor=actor, on=ON)
        join_duplicate(actor=actor, kept=scene.project(kept), duplicate=scene.project(duplicate), reason="重复建档", on=ON, at=AT)
    with acting(system_actor()) as system:
        refresh_lamps(actor=system, on=ON)
        assert differing(system, scene.projects) == []
        assert SystemLamps.objects.among_ids([kept]).get().marks["five/special_account/built"] != "x"
