"""Open warnings and their items are written anew every night: half of each page stays free, so that the new version finds room beside the old one.

Then no index is touched: none of them holds what a night writes, and a warning has twelve.
"""

from django.db import migrations

TABLES = ("earlywarning_earlywarning", "earlywarning_clearanceitem")


class Migration(migrations.Migration):
    dependencies = [("earlywarning", "0012_first_figures")]

    operations = [
        migrations.RunSQL([f"ALTER TABLE {table} SET (fillfactor = 50)" for table in TABLES], [f"ALTER TABLE {table} RESET (fillfactor)" for table in TABLES]),
    ]
