"""One organisation was entered twice: every row of the duplicate is turned to the one that stays."""

import datetime as dt

from django.db import IntegrityError, transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, OrganisationName
from portal.tenancy.queries.moving_organisations import count_rows, regions_of, turn_rows
from portal.tenancy.scope import Actor, acting

MERGEABLE = (OrganisationKind.ENTERPRISE, OrganisationKind.BANK, OrganisationKind.EXTERNAL, OrganisationKind.REGULATOR)


def preview_organisations(*, duplicate: Organisation, kept: Organisation) -> tuple[list[tuple[str, int]], set[int]]:
    """Rows that would follow, by table, and the regions they are of; only numbers come out."""
    check_two(duplicate, kept)
    with acting(system_actor()):
        return sorted(count_rows(duplicate).items()), regions_of(duplicate)


def check_two(duplicate: Organisation, kept: Organisation) -> None:
    if duplicate.pk == kept.pk:
        raise Refused("请选另一个单位。", "same")
    if duplicate.kind != kept.kind or duplicate.kind not in MERGEABLE:
        raise Refused("只合并同一类别的企业、银行或平台外机关；机关单位有文号，不合并，改名或停用即可。", "kind")
    if duplicate.merged_into_id or kept.merged_into_id:
        raise Refused("其中一个已经并入别的单位。", "merged")


def merge_organisations(*, actor: Actor, duplicate: Organisation, kept: Organisation, on: dt.date, reason: str) -> dict[str, int]:
    """Returns the rows by table. The duplicate stays as a line of history under its code and is found under the other's name."""
    if len(reason.strip()) < 5:
        raise Refused("请写明为什么认定是同一家（至少 5 个字）。", "reason")
    with transaction.atomic():
        locked = {row.pk: row for row in Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[duplicate.pk, kept.pk]).order_by("pk")}
        duplicate, kept = locked[duplicate.pk], locked[kept.pk]
        check_two(duplicate, kept)
        try:
            with acting(system_actor()):
                moved = turn_rows(duplicate, kept, on)
                _check_left(duplicate)
        except IntegrityError:
            raise Refused(
                "两个单位在同一个项目里有同一身份，或同一个月都有工资、考勤，不能自动合并；请先在项目里让其中一个退场。本次没有变动任何一行。", "twins"
            ) from None
        duplicate.merged_into = kept
        duplicate.save()
        if duplicate.name != kept.name and not kept.former_names.filter(until=on).exists():
            OrganisationName.objects.create(organisation=kept, name=duplicate.name, until=on, document=f"重复登记合并：{reason}"[:200], recorded_by=actor.name)
        detail = {"kept": kept.name, "uscc": [duplicate.uscc, kept.uscc], "reason": reason, "moved": moved}
        record(actor, "tenancy.merge_organisations", duplicate, region_id=actor.region_id, detail=detail)
    return moved


def _check_left(duplicate: Organisation) -> None:
    """Twins of joined tables stay with the duplicate; anything else must have followed."""
    left = count_rows(duplicate, joined=False)
    if left:
        raise Refused(f"没有全部转到保留的单位：{'、'.join(left)}。本次没有变动任何一行。", "left_behind")
