"""What each batch of attendance writes anew finds room where it stands and touches no index.

``last_seen_at`` of a device changes with every report, so it is in none; a region has few devices, and these are found by the index of the region.
"""

from pathlib import Path

from django.db import migrations

ROOM = (Path(__file__).parent / "sql" / "room_for_days.sql").read_text("utf-8")


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0026_telling_months")]

    operations = [
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="device", name="device_region_seen"),
    ]
