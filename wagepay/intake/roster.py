"""A roster: registered people with their terms, of one firm or of several of the site."""

from functools import cache

from portal.lib.sheets.model import Pages
from portal.lib.text import compact
from portal.tenancy.models import Organisation
from wagepay.intake.employers import employers_of, resolve_employer
from wagepay.intake.engage import engage
from wagepay.intake.firms import firm_meant
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.intake.terms import Terms
from wagepay.models import ProjectMonth, Upload
from wagepay.queries.people import Blinder
from wagepay.workbooks.opening import Corrections
from wagepay.workbooks.roster import FORM, KINDS, Misplaced, RosterRow, read_roster  # noqa: F401  (the registry takes them from here)

VERB = "wagepay.roster"
PREFIX = "HM"


def read(workbook: Pages, target: Target, corrections: Corrections) -> Read:
    employer = target.employer or resolve_employer(target.actor, target.project, None)
    firms = _Firms(target, employer)
    parsed = read_roster(workbook, target.on, corrections, firms.misplaced)
    figures = {
        "rows": len(parsed.rows),
        "workers": len({row.id_number for row in parsed.rows}),
        "with_contract": sum(row.contract_kind not in (None, "none") for row in parsed.rows),
        "with_card": sum(bool(row.card_number) for row in parsed.rows),
        "trained": sum(row.trained_on is not None for row in parsed.rows),
    }
    return Read(parsed.rows, parsed.findings, parsed.mapping, parsed.fingerprint, parsed.sheet, parsed.header_row, figures, employer)


class _Firms:
    """Whose people the rows are: what the row says, where it is a firm of the site the actor reports for; else the file's firm."""

    def __init__(self, target: Target, otherwise: Organisation) -> None:
        self.project, self.otherwise = target.project, otherwise
        self.firms = employers_of(target.actor, target.project)
        self.meant = cache(lambda said: firm_meant(self.firms, said))

    def of(self, row: RosterRow) -> Organisation:
        return (self.meant(row.employer) if row.employer else None) or self.otherwise

    def misplaced(self, row: RosterRow) -> Misplaced | None:
        if row.project and compact(row.project) not in (compact(self.project.code), compact(self.project.name)):
            return "project_differs", "project", {"value": row.project[:40]}
        if row.employer and self.meant(row.employer) is None:
            return "employer_other", "employer", {"value": row.employer[:40], "firm": self.otherwise.name}
        return None


def write(read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Written:
    """Upsert the people; nobody is taken off by being absent from a file, leaving has its own date."""
    blinder, firms = Blinder(), _Firms(target, read.employer)
    people = [terms_of(row, blinder(row.id_number), firms.of(row).pk, target) for row in read.rows]
    changed = engage(target.actor, target.project, people, target.at)
    months = ProjectMonth.objects.visible_to(target.actor).filter(project=target.project).values_list("month", flat=True)
    return Written(changed, frozenset({*months, target.on.replace(day=1)}) if changed else frozenset())


def terms_of(row: RosterRow, person: bytes, employer_id: int, target: Target) -> Terms:
    return Terms(
        person=person, id_number=row.id_number, name=row.name, employer_id=employer_id, phone=row.phone, card=row.card_number, bank_name=row.bank,
        team=row.team, trade=row.trade, worker_type=row.worker_type, is_migrant=row.is_migrant, contract_kind=row.contract_kind,
        contract_signed_on=row.contract_signed_on, wage_form=row.wage_form, daily_rate=row.daily_rate,
        # A person is registered when he enters; a roster that does not say when he entered registers him today.
        registered_on=min(row.registered_on or row.entered_on or target.on, target.on), entered_on=row.entered_on, left_on=row.left_on,
        contract_until=row.contract_until, pay_date=cut(row.pay_date, 40), pay_way=row.pay_way, pay_way_reason=cut(row.pay_way_reason, 120),
        entered_reason=cut(row.entered_reason, 80), left_reason=cut(row.left_reason, 80), trained_on=row.trained_on, training_hours=row.training_hours,
    )  # fmt: skip


def cut(text: str | None, length: int) -> str | None:
    return None if text is None else text[:length]
