"""Papers and boards of the demonstration's sites: most are in order, a few lack what the rules then find."""

import datetime as dt
import io
from decimal import Decimal

import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.lib.money import fen
from portal.operations.demo.plans import Plan
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from projects.actions.keep_contacts import Contact, keep_contacts
from projects.actions.put_up_board import put_up_board
from projects.actions.record_proof import record_proof
from projects.actions.refresh_lamps import refresh_lamps
from projects.board.code import path_of
from projects.board.content import content_of
from projects.models import Project, ProjectParty
from projects.proof_kinds import ProofKind
from projects.systems import gather

PLACES = ("入口处", "项目部", "生活区")
HOST = "https://portal.example"
DAYS = dt.timedelta(days=1)
# Which stories lack what, so that each rule tells each of its levels: first a site that owes wages (red), then one that does not.
NO_GUARANTEE, ENDING_SOON, ENDING_LATER = ("unpaid_three", "labour_blue", "preparing"), ("strangers",), ("winter",)
NO_FUNDS, NO_PERMIT, NO_AGREEMENT = (
    ("unpaid_red", "labour_yellow"), ("complaints", "mismatch_blue"), ("few_complaints", "deposit_exempt", "preparing"),
)  # fmt: skip
NO_BOARD_YET = "account_soon"


def hand_in_papers(stage: Stage, plan: Plan, actor: Actor, project: Project, serial: int, signed_on: dt.date, started_on: dt.date) -> None:
    """The owner's guarantee and funds, and a settlement each quarter of some sites."""
    given = {"actor": actor, "project": project, "at": stage.instant(stage.on), "on": stage.on}
    amount = plan.amount_wan * Decimal(10000)
    day = min(signed_on + 5 * DAYS, stage.on)
    story = plan.story.code
    if story not in NO_GUARANTEE:
        until = stage.on + (20 if story in ENDING_SOON else 45 if story in ENDING_LATER else 300) * DAYS
        record_proof(
            kind=ProofKind.PAYMENT_GUARANTEE, issuer=stage.firms.banks[0].name, number=f"样例支保{serial + 1:04d}", amount=fen(amount / 10), signed_on=day,
            expires_on=until, **given,
        )  # fmt: skip
    if story not in NO_FUNDS:
        record_proof(kind=ProofKind.FUNDS, issuer="样例财政审核中心", number=f"样例资〔{day.year}〕{serial + 1}号", amount=amount, signed_on=day, **given)
    if serial % 3 == 0 and started_on + 90 * DAYS < stage.on:
        end = stage.on - 40 * DAYS
        record_proof(kind=ProofKind.INTERIM_SETTLEMENT, amount=fen(amount / 5), signed_on=end + 10 * DAYS, period_from=end - 90 * DAYS, period_to=end, **given)


def put_up_boards(stage: Stage, plan: Plan, actor: Actor, project: Project, started_on: dt.date) -> None:
    """Three boards; those of the contractor who shows the portal are photographed."""
    if not plan.story.board or plan.story.code == NO_BOARD_YET or started_on > stage.on:
        return
    shown = plan.contractor == 0
    if shown:
        _name_people(stage, actor, project)
    project = Project.objects.visible_to(actor).select_related("owner", "general_contractor").get(pk=project.pk)
    evidence = gather(project, stage.on)
    for place in PLACES:
        photo = _photograph(HOST + path_of(project, content_of(evidence), place)) if shown else None
        put_up_board(
            actor=actor, project=project, place=place, posted_on=started_on, on=stage.on, at=stage.instant(stage.on), evidence=evidence, photo=photo,
            photographed_on=stage.on - 30 * DAYS if shown else None,
        )  # fmt: skip


def _name_people(stage: Stage, actor: Actor, project: Project) -> None:
    parties = ProjectParty.objects.of(project).present().order_by("pk")
    people = {party.pk: Contact(stage.people.name(), f"1380000{3000 + number:04d}") for number, party in enumerate(parties)}
    keep_contacts(
        actor=actor, project=project, officer=Contact(project.wage_officer_name, "13800000186"), parties=people, on=stage.on, at=stage.instant(stage.on)
    )


def _photograph(address: str) -> SimpleUploadedFile:
    """What a phone would send: the code on a board, in grey."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="png", scale=4, border=4)
    ground = Image.new("L", (360, 480), 228)
    with Image.open(drawn) as code:
        ground.paste(code.convert("L"), (60, 90))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=70)
    return SimpleUploadedFile("告示牌.jpg", out.getvalue(), "image/jpeg")


def judge_systems(stage: Stage) -> None:
    """All lamps are judged, as the timetable does it every few minutes."""
    with acting(system_actor()) as system:
        refresh_lamps(actor=system, on=stage.on)
