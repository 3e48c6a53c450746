"""The title of an item is its subject's word, copied every night: its history is the subject's own."""

from django.db import migrations

from portal.audit.migration import AmendHistory


class Migration(migrations.Migration):
    dependencies = [("earlywarning", "0013_room_beside_each_row"), ("audit", "0003_change")]

    operations = [
        AmendHistory("earlywarning_clearanceitem", without=("title",)),
    ]
