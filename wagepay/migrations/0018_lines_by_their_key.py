"""Every question about lines names month, project and sheet, which the key answers; the index beside it was a fifth of an upload's writing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0017_pieces")]

    operations = [migrations.RemoveIndex(model_name="payrollline", name="payrollline_sheet")]
