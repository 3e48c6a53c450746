"""Keep corrected columns for the next file with the same heading that the same firm or organ sends."""

from collections.abc import Mapping

from portal.tenancy.scope import Actor
from wagepay.models import RememberedMapping


def remember_mapping(*, actor: Actor, region_id: int, kind: str, headings: str, mapping: Mapping[str, str]) -> None:
    """Without a recognised heading there is nothing to remember it by; a machine remembers nothing."""
    organisation = actor.enterprise_id or actor.organisation_id
    if organisation is None or not headings:
        return
    RememberedMapping.objects.writable_by(actor).update_or_create(
        organisation_id=organisation, region_id=region_id, kind=kind, headings=headings, defaults={"mapping": dict(mapping)}
    )
