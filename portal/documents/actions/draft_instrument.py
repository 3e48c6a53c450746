"""Draft an instrument from the facts of its occasion."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.keep_version import keep_version
from portal.documents.addressee import addressed_to, refuse_own
from portal.documents.kinds import InstrumentKind, instrument_kind
from portal.documents.models import Instrument, InstrumentTemplate
from portal.documents.reply_days import answer_due
from portal.documents.wording import clean_facts, words_of
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
    """Write the draft of a kind that the tenant uses, in its own words where it has a template in force.

    ``addressees`` names an organisation for each part the room knows ("enterprise", "township" …); which part or parts get
    the letter is policy, unless the officer chose ``part``. The answer is due after the policy's days unless the facts say when.
    """
    spec, occasion = instrument_kind(kind), occasion or Occasion()
    require(actor, spec.right)
    region_id = region_id or actor.region_id
    policies = policies_in_use(spec, region_id, at.date())
    part = part or policies[f"instruments.addressee.{kind}"].require()
    to, organ = addressed_to(spec, part, addressees, addressee_text), organ or _own_organ(actor)
    refuse_own(organ, to)
    cleaned = clean_facts(spec, _with_reply_day(spec, policies, facts, at.date()))
    words = words_of(spec, cleaned, part, template=template_in_force(actor, kind, policies), common={"发文机关": organ.name_on(at.date()), "主送单位": to.text})
    draft = Instrument(
        kind=kind,
        region_id=region_id,
        title=words.title,
        organ=organ,
        addressee=to.unit,
        co_addressees=to.others,
        addressee_text=to.text,
        cc=cc,
        body=words.body,
        template=words.template,
        template_label=words.label,
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
    keep_version(draft, actor=actor, changed=[], at=at)
    record(actor, "documents.instrument.draft", draft, detail={"kind": kind, "addressee": to.text, "subject": occasion.name, "template": words.label})
    return draft


def template_in_force(actor: Actor, kind: str, policies: PolicySet) -> InstrumentTemplate | None:
    """The newest version in force of the nearest node that has one."""
    found = InstrumentTemplate.objects.visible_to(actor).for_kind(kind, policies.region).in_force(policies.on).select_related("region")
    depth = {region_id: number for number, region_id in enumerate(policies.region.ancestor_ids)}
    return max(found, key=lambda template: (depth[template.region_id], template.valid_from, template.number), default=None)


def policies_in_use(spec: InstrumentKind, region_id: int, on: dt.date) -> PolicySet:
    """The region's policies, or a refusal where it does not use the kind; what the law asks for is used everywhere."""
    policies = PolicySet(Region.objects.get(pk=region_id), on)
    if not spec.statutory and spec.code not in policies["instruments.kinds"].require():
        raise Refused(f"本地没有启用“{spec.title}”，请租户管理员在政策参数“启用的文种”中加上并注明依据文件。", "kind_not_in_use")
    return policies


def _with_reply_day(spec: InstrumentKind, policies: PolicySet, facts: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    due = None if facts.get("reply_by") else answer_due(spec.code, on, policies)
    return {**facts, "reply_by": due} if due else dict(facts)


def _own_organ(actor: Actor) -> Organisation:
    if actor.organisation_id is None:
        raise Refused("文书要以机关名义拟稿，当前身份没有所在机关。", "no_organ")
    return Organisation.objects.get(pk=actor.organisation_id)
