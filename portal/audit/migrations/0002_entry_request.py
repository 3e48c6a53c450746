"""An entry knows its request; entries are found by person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField("entry", "request_id", models.CharField("请求编号", max_length=40, blank=True, default="", db_default="")),
        migrations.AddIndex("entry", models.Index(fields=["actor_uid", "-at"], name="entry_actor_at")),
    ]
