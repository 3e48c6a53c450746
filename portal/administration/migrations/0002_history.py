"""Keep the changes of grids and of who looks after them."""

from django.db import migrations

from portal.audit.migration import KeepHistory

OF_ITS_GRID = "(SELECT g.township_id FROM public.administration_grid g WHERE g.id = r.grid_id)"


class Migration(migrations.Migration):
    dependencies = [("administration", "0001_initial"), ("audit", "0003_change")]

    operations = [KeepHistory("administration_grid", region="township_id"), KeepHistory("administration_grid_officers", region=OF_ITS_GRID)]
