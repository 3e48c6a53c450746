"""Keep corrected columns for the enterprise's next file with the same heading."""

from collections.abc import Mapping

from portal.tenancy.scope import Actor
from wagepay.models import RememberedMapping, Upload


def remember_mapping(*, actor: Actor, upload: Upload, fingerprint: str, mapping: Mapping[str, str]) -> None:
    """Only for the sender's own firm; without a recognised heading there is nothing to remember it by."""
    if actor.enterprise_id is None or not fingerprint:
        return
    RememberedMapping.objects.writable_by(actor).update_or_create(
        organisation_id=actor.enterprise_id, region_id=upload.region_id, kind=upload.kind, headings=fingerprint, defaults={"mapping": dict(mapping)}
    )
