"""What a tenant and an enterprise have settled about files of a kind."""

from collections.abc import Mapping

from portal.tenancy.models import Region
from portal.tenancy.scope import Actor
from wagepay.enums import UploadKind
from wagepay.intake.target import Target
from wagepay.models import RememberedMapping
from wagepay.policies import SEVERITIES
from wagepay.workbooks.opening import Corrections

# Without these nothing can be stored: no tenant setting lets them pass.
ESSENTIAL = frozenset(
    "table_missing header_missing column_missing rows_missing missing name_missing id_number_missing id_duplicate name_odd id_precision id_length id_old"
    " id_character id_birth id_check_digit not_number not_date not_month decimals too_large formula_no_result formula_error gross_missing net_missing"
    " payee_missing amount_missing amount_none amount_both direction_unknown booked_on_missing payee_unknown payee_ambiguous day_missing"
    " project_unknown project_differs employer_missing employer_blank person_unknown month_unknown month_differs shape_unknown day_mark day_absent day_twice person_twice card_shared".split()
)


def corrections_for(target: Target, kind: str, mapping: Mapping[str, str] | None = None) -> Corrections:
    """This file's columns as corrected now, else as the sender's firm corrected them under the same heading; the tenant's severities."""
    severities = {code: severity for code, severity in (target.policies[SEVERITIES].value or {}).items() if code not in ESSENTIAL}
    return Corrections(mapping or None, remembered(target, kind), severities)


def remembered(target: Target, kind: str) -> dict[str, dict[str, str]]:
    return remembered_of(target.actor, target.project.region, kind)


def remembered_of(actor: Actor, region: Region, kind: str) -> dict[str, dict[str, str]]:
    """What the actor's firm or organ corrected in this region: heading -> columns."""
    organisation = actor.enterprise_id or actor.organisation_id
    if organisation is None:
        return {}
    rows = RememberedMapping.objects.visible_to(actor).filter(organisation_id=organisation, region=region, kind=UploadKind(kind))
    return dict(rows.values_list("headings", "mapping"))
