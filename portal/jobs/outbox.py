"""Post messages in the transaction of their cause."""

from collections.abc import Iterable

from portal.jobs.models import OutboxMessage


def post(kind: str, key: str, payload: dict, region_id: int | None = None) -> None:
    """Write the message once; the same (kind, key) again changes nothing. A job delivers it."""
    post_all(kind, [(key, payload, region_id)])


def post_all(kind: str, messages: Iterable[tuple[str, dict, int | None]]) -> None:
    """Many messages of one kind, each as (key, payload, region), at the cost of one."""
    rows = [OutboxMessage(kind=kind, key=key, payload=payload, region_id=region_id) for key, payload, region_id in messages]
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
