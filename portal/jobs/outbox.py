"""Post a message in the transaction of its cause."""

from portal.jobs.models import OutboxMessage


def post(kind: str, key: str, payload: dict, region_id: int | None = None) -> None:
    """Write the message once; the same (kind, key) again changes nothing. A job delivers it."""
    OutboxMessage.objects.bulk_create([OutboxMessage(kind=kind, key=key, payload=payload, region_id=region_id)], ignore_conflicts=True)
