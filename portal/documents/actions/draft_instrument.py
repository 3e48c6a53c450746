"""Draft an instrument from the facts of its occasion."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.addressee import unit_named
from portal.documents.kinds import ADDRESSEES, InstrumentKind, instrument_kind
from portal.documents.models import Instrument
from portal.documents.wording import body, clean_facts, heading
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Occasion:
    """What an instrument is about: an object of a higher floor by name and uid, and the project it concerns."""

    label: str = ""
    uid: str = ""
    name: str = ""
    project_id: int | None = None
    project_name: str = ""


def draft_instrument(
    *,
    actor: Actor,
    kind: str,
    addressees: Mapping[str, Organisation | None],
    facts: Mapping[str, Any],
    at: dt.datetime,
    occasion: Occasion | None = None,
    region_id: int | None = None,
    part: str = "",
    addressee_text: str = "",
    cc: str = "",
    contact: str = "",
    attachments: tuple[str, ...] = (),
    organ: Organisation | None = None,
) -> Instrument:
    """Write the draft of a kind that the tenant uses.

    ``addressees`` names an organisation for each part the room knows ("enterprise", "township" …); which part gets the
    letter is policy, unless the officer chose ``part``. The answer is due after the policy's days unless the facts say when.
    """
    spec, occasion = instrument_kind(kind), occasion or Occasion()
    require(actor, spec.right)
    region_id = region_id or actor.region_id
    policies = PolicySet(Region.objects.get(pk=region_id), at.date())
    _require_in_use(spec, policies)
    part = part or policies[f"instruments.addressee.{kind}"].require()
    addressee = addressees.get(part)
    if addressee_text:
        addressee = unit_named(addressee_text, addressee)
    elif addressee is None:
        raise Refused(f"{spec.title}按规定发给{ADDRESSEES.get(part, part)}，但没有登记这个单位，请补充后再拟稿，或直接填写主送单位。", "no_addressee")
    cleaned = clean_facts(spec, _with_reply_day(spec, policies, facts, at.date()))
    draft = Instrument(
        kind=kind,
        region_id=region_id,
        title=heading(spec, cleaned),
        organ=organ or _own_organ(actor),
        addressee=addressee,
        addressee_text=addressee_text or addressee.name,
        cc=cc,
        body=body(spec, cleaned, part),
        facts=cleaned,
        attachments=list(attachments),
        contact=contact,
        subject_type=occasion.label,
        subject_uid=str(occasion.uid),
        subject_name=occasion.name[:200],
        project_id=occasion.project_id,
        project_name=occasion.project_name[:160],
        drafted_by=actor.name,
        drafted_by_uid=actor.uid,
        drafted_at=at,
        reply_due_on=cleaned.get("reply_by"),
    )
    draft.full_clean()
    draft.save(force_insert=True)
    record(actor, "documents.instrument.draft", draft, detail={"kind": kind, "addressee": draft.addressee_text, "subject": occasion.name})
    return draft


def _require_in_use(spec: InstrumentKind, policies: PolicySet) -> None:
    in_use = policies["instruments.kinds"].require()
    if spec.code not in in_use:
        raise Refused(f"本地没有启用“{spec.title}”，请租户管理员在政策参数“启用的文种”中加上并注明依据文件。", "kind_not_in_use")


def _with_reply_day(spec: InstrumentKind, policies: PolicySet, facts: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    days = policies[f"instruments.reply_days.{spec.code}"].value
    if facts.get("reply_by") or not days:
        return dict(facts)
    return {**facts, "reply_by": on + dt.timedelta(days=days)}


def _own_organ(actor: Actor) -> Organisation:
    if actor.organisation_id is None:
        raise Refused("文书要以机关名义拟稿，当前身份没有所在机关。", "no_organ")
    return Organisation.objects.get(pk=actor.organisation_id)
