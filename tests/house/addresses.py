"""Every address with objects of the demonstration to fill it, and what an actor may expect there, reckoned without the code under test."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cases.models import CaseWorkerLine
from portal.accounts.enums import ENTERPRISE
from portal.accounts.models import User
from portal.accounts.pages import Page
from portal.notices.models import OfficialNotice
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Participation, Region
from portal.tenancy.scope import Actor, acting
from projects.models import DoubleRandomDraw, Project, ProjectParty, ProjectProof, SpecialWageAccount
from wagepay.models import Engagement, PaymentLine


@dataclass(frozen=True)
class Address:
    """A page with the path of its pattern and the names of its arguments."""

    name: str
    route: str
    arguments: tuple[str, ...]
    page: Page | None
    methods: frozenset[str] | None = None  # the only ones it takes
    needs_token: bool = True

    def fill(self, row: models.Model | None) -> str | None:
        """The path for an object; None where a second argument has nothing to name."""
        values: dict[str, Any] = {}
        if row is not None:
            values[self.page.field] = getattr(row, self.page.field)
        for argument in self.arguments:
            if argument not in values or (row is None):
                value = FILLERS.get((self.name, argument), FILLERS.get(("", argument), lambda row: None))(row)
                if value is None:
                    return None
                values[argument] = value
        path = self.route
        for argument in self.arguments:
            path = path.replace(f"<{argument}>", str(values[argument]))
        return path


def first(model: type[models.Model], **path: str):
    """Filler: the uid of the first row that belongs to the object."""

    def find(row: models.Model) -> str | None:
        with acting(system_actor()) as actor:
            found = model.objects.visible_to(actor).filter(**{name: row for name in path.values()}).order_by("pk").first()
        return str(found.uid) if found else None

    return find


def proved(row: models.Model) -> str | None:
    """The first sum outside the account with its paper."""
    with acting(system_actor()) as actor:
        found = PaymentLine.objects.visible_to(actor).outside().filter(project=row, proof_uid__isnull=False).order_by("month", "uid").first()
    return str(found.uid) if found else None


def reading_key(row: None) -> str:
    """What opens one official notice to those it was sent to."""
    with acting(system_actor()) as actor:
        return str(OfficialNotice.objects.visible_to(actor).order_by("pk").values_list("reading_key", flat=True)[0])


def unproven(project: Project) -> str | None:
    """Money outside the account that waits for its paper."""
    with acting(system_actor()) as actor:
        found = PaymentLine.objects.visible_to(actor).outside().filter(project=project, state="unproven").first()
    return str(found.uid) if found else None


def drawn(row: DoubleRandomDraw) -> str | None:
    """A firm the draw gave a team."""
    return next((one["key"] for one in row.result or () if one["team"]), None)


def the(value: str):
    return lambda row: value


# They open to those the official notice was sent to and are not there for anybody else.
LETTERS = ("official_notice_read", "official_notice_confirm", "official_notice_attachment")
FILLERS = {
    ("project_state", "verb"): the("stop"),
    ("proof_new", "kind"): the("payment_guarantee"),
    ("proof_withdraw", "uid"): first(ProjectProof, by="project"),
    ("party_leave", "uid"): first(ProjectParty, by="project"),
    ("party_agreement", "uid"): first(ProjectParty, by="project"),
    **{
        (name, "uid"): first(SpecialWageAccount, by="project")
        for name in (
            "account",
            "account_filing",
            "account_agreement",
            "account_upload",
            "account_freeze",
            "account_thaw",
            "account_closing",
            "closing_agree",
            "closing_done",
            "closing_withdraw",
            "account_letter",
        )
    },
    ("account_letter", "kind"): the("account_certificate"),
    ("paper_form", "kind"): the("start_commitment"),
    ("stock_import", "kind"): the("permits"),
    ("stock_template", "kind"): the("permits"),
    ("wage_person", "uid"): first(Engagement, by="project"),
    **{
        (name, "uid"): first(Engagement, by="project")
        for name in ("wage_reveal", "wage_attendance_person", "wage_reconcile_person", "wage_register", "wage_pay_way", "wage_elsewhere")
    },
    **{(name, "uid"): lambda row: str(User.objects.get(username="pd-inspector").uid) for name in ("user", "user_edit", "user_link", "user_step")},
    ("user_step", "verb"): the("suspend"),
    ("step_up", "kind"): the("reveal"),
    ("case_line", "uid"): first(CaseWorkerLine, by="case"),
    ("case_line_step", "uid"): first(CaseWorkerLine, by="case"),
    ("line_reveal", "uid"): first(CaseWorkerLine, by="case"),
    ("case_line_step", "verb"): the("verify"),
    ("wage_outside_file", "uid"): proved,
    ("wage_sheet_decide", "verb"): the("approve"),
    ("warning_step", "verb"): the("verify"),
    ("drawdown_act", "verb"): the("cancel"),
    ("refund_act", "verb"): the("withdraw"),
    ("draw_recuse", "target"): drawn,
    ("deposit_paper", "kind"): the("guarantee_reminder"),
    ("drawdown_paper", "kind"): the("deposit_payment"),
    ("refund_paper", "kind"): the("deposit_refusal"),
    ("external_move", "verb"): the("withdraw"),
    ("incoming_move", "verb"): lambda row: "file" if row.state == "waiting" else "reopen",
    ("lead_step", "verb"): the("accept"),
    ("case_step", "verb"): the("close"),
    ("wage_upload", "kind"): the("payroll"),
    ("wage_exchange_sent", "kind"): the("person"),
    ("wage_exchange_answer", "kind"): the("person"),
    ("wage_exchange_rows", "kind"): the("person"),
    ("wage_exchange_rows_export", "kind"): the("person"),
    ("wage_report_answer", "verb"): the("confirm"),
    ("dashboard_rows", "kind"): the("warned"),
    ("dashboard_rows_export", "kind"): the("warned"),
    **{(name, "key"): reading_key for name in LETTERS},
    **{(name, "key"): the("cases.lead.received") for name in ("message_template_edit", "message_template_reset")},
    ("", "kind"): the("interview_letter"),
    ("", "month"): the("2026-10"),
    ("", "key"): the("wagepay.minimum_wage"),
    ("", "field"): the("id_number"),
}


def addresses() -> list[Address]:
    """All of the portal, in order."""
    return [
        Address(pattern.name, route, arguments, page_of(pattern.callback), methods_of(pattern.callback), not getattr(pattern.callback, "csrf_exempt", False))
        for pattern, route, arguments in walk(get_resolver(), "/")
    ]


def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[URLPattern, str, tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        route = prefix + plain(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from walk(entry, route)
        else:
            yield entry, route, tuple(entry.pattern.converters)


def plain(route: str) -> str:
    """``<uuid:uid>/`` as ``<uid>/``."""
    return re.sub(r"<\w+:(\w+)>", r"<\1>", route)


def page_of(view: Callable) -> Page | None:
    while not hasattr(view, "page") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return getattr(view, "page", None)


def methods_of(view: Callable | None) -> frozenset[str] | None:
    """What ``require_POST`` and its like let in; they keep the list beside the function."""
    while view is not None:
        code = getattr(view, "__code__", None)
        kept = dict(zip(code.co_freevars, view.__closure__ or (), strict=True)) if code else {}
        if "request_method_list" in kept:
            return frozenset(kept["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return None


@dataclass
class World:
    """What there is and to whom it belongs, read once: regions, participations, some objects of each kind, the actors."""

    actors: dict[str, Actor]
    clients: dict[str, Client]

    def __post_init__(self) -> None:
        self.paths = dict(Region.objects.values_list("pk", "path"))
        self.taking_part: dict[int, set[int]] = {}
        for organisation, project in Participation.objects.values_list("organisation_id", "project_id"):
            self.taking_part.setdefault(organisation, set()).add(project)
        with acting(system_actor()) as actor:
            self.projects = list(Project.objects.visible_to(actor))
        self._samples: dict[type[models.Model], list[models.Model]] = {}
        self._canaries: dict[str, set[str]] = {}
        self._reach: dict[tuple[str, type[models.Model]], tuple[set, set]] = {}

    def samples(self, model: type[models.Model]) -> list[models.Model]:
        """One object of each region, the newest, and the newest the contractor sees."""
        if model not in self._samples:
            found: dict[int, models.Model] = {}
            with acting(system_actor()) as actor:
                for row in model.objects.visible_to(actor).order_by("-pk").select_related("region")[:600]:
                    found.setdefault(row.region_id, row)
            with acting(self.actors["contractor"]) as contractor:
                own = model.objects.visible_to(contractor).order_by("-pk").select_related("region").first()
            if own is not None:
                found[-1] = own
            self._samples[model] = [found[key] for key in sorted(found)]
        return self._samples[model]

    def reach(self, username: str, model: type[models.Model]) -> tuple[set, set]:
        """Keys of the samples that an account sees and of those it may write. Each test takes back what it did, so asking once is enough."""
        if (username, model) not in self._reach:
            keys = [row.pk for row in self.samples(model)]
            with acting(self.actors[username]) as actor:
                querysets = (model.objects.visible_to(actor), model.objects.writable_by(actor))
                self._reach[username, model] = tuple(set(rows.filter(pk__in=keys).values_list("pk", flat=True)) for rows in querysets)
        return self._reach[username, model]

    def is_foreign(self, actor: Actor, row: models.Model) -> bool:
        """Whether the row is another tenant's for the actor, told by the tree and the participations alone."""
        rule = row.tenant
        if actor.role in ENTERPRISE:
            part = self.taking_part.get(actor.organisation_id, set())
            return not ((rule.project and value(row, rule.project) in part) or (rule.enterprise and value(row, rule.enterprise) == actor.organisation_id))
        if actor.region_id is None:  # the operator has no tenant's rows
            return True
        own, its = self.paths[actor.region_id], self.paths[row.region_id]
        return not (its.startswith(own) or (rule.downward and own.startswith(its)))

    def canaries(self, username: str) -> set[str]:
        """Names of projects that must not stand on any page of the actor."""
        if username not in self._canaries:
            actor = self.actors[username]
            own = " ".join(row.name for row in self.projects if not self.is_foreign(actor, row))
            self._canaries[username] = {row.name for row in self.projects if self.is_foreign(actor, row) and row.name not in own}
        return self._canaries[username]


# A session notes about once a minute that its person is there; that is no act.
STAMPS = {"accounts_portalsession"}


def attempts() -> dict[str, int]:
    """Rows written in this transaction by table, also those taken back with a savepoint."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {table: count for table, count in cursor.fetchall() if count and table not in STAMPS}


def value(row: models.Model, path: str | None) -> Any:
    return row.pk if path == "pk" else getattr(row, row._meta.get_field(path).attname)
