"""The counter of what a region has stored, changed in one statement so that two uploads never lose one another."""

from django.db import connection

from portal.documents.models import FileUsage

_ADD = """
INSERT INTO documents_fileusage (region_id, bytes, files) VALUES (%s, greatest(%s, 0), greatest(%s, 0))
    ON CONFLICT (region_id) DO UPDATE
   SET bytes = greatest(documents_fileusage.bytes + %s, 0), files = greatest(documents_fileusage.files + %s, 0)
"""


def add_usage(region_id: int, size: int, files: int = 1) -> None:
    """Count one more file, or with a negative size and count one less; the row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [region_id, size, files, size, files])


def used_bytes(region_id: int) -> int:
    return FileUsage.objects.filter(region_id=region_id).values_list("bytes", flat=True).first() or 0
