"""The material of one day for a check outside: seals, leaves, and those entries the reader may see, as the fields that were hashed."""

import datetime as dt
import json
from collections.abc import Collection

from portal.audit.models import DayHead
from portal.audit.queries.evidence_rows import day_leaves, day_seals


def evidence_of_day(on: dt.date, *, regions: Collection[int]) -> bytes:
    """JSON that ``tools/check_evidence.py`` reads; of entries elsewhere only the hash goes out, which tells nothing."""
    head = DayHead.objects.get(pk=on)
    before = DayHead.objects.filter(day__lt=on).order_by("-day").first()
    leaves: dict[int, list] = {}
    for seal, digest, region_id, fields in day_leaves(before.seal_number if before else 0, head.seal_number):
        entry = {"hash": digest} | ({"fields": fields} if region_id in regions else {})
        leaves.setdefault(seal, []).append(entry)
    content = {
        "format": 1,
        "day": on.isoformat(),
        "head_before": bytes(before.link).hex() if before else "00" * 32,
        "head": bytes(head.link).hex(),
        "seals": [seal | {"leaves": leaves.get(seal["number"], [])} for seal in day_seals(before.seal_number if before else 0, head.seal_number)],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
