"""Filters of a list kept under a name of one's own."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_history_of_decisions")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("page", models.CharField(max_length=60, verbose_name="列表")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="条件")),
                ("membership", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.membership", verbose_name="任职")),
            ],
            options={"verbose_name": "保存的筛选", "verbose_name_plural": "保存的筛选", "ordering": ["page", "name"]},
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("membership", "page", "name"), name="saved_view_once"),
        ),
    ]
