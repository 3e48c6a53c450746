"""The history of rows: written by triggers alone, shown as the rows themselves are shown, changed by nobody."""

from django.db import migrations, models

from portal.audit.migration import REFUSE, AppendOnly

SET = "(SELECT string_to_array(nullif(current_setting('portal.{name}', true), ''), ',')::bigint[])::bigint[]"
READ = " OR ".join(f"{column} = ANY ({SET.format(name=name)})" for column, name in (
    ("region_id", "read_regions"), ("project_id", "read_projects"), ("enterprise_id", "read_enterprises"),
))  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_entry_request")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField("时间")),
                ("table_name", models.CharField("表", max_length=63)),
                ("row_id", models.BigIntegerField("行")),
                ("kind", models.CharField("性质", choices=[("I", "新增"), ("U", "修改"), ("D", "删除")], max_length=1)),
                ("region_id", models.BigIntegerField("辖区", null=True)),
                ("project_id", models.BigIntegerField("项目", null=True)),
                ("enterprise_id", models.BigIntegerField("企业", null=True)),
                ("actor_uid", models.UUIDField("办理人编号", null=True)),
                ("actor_name", models.CharField("办理人", max_length=80)),
                ("request_id", models.CharField("请求编号", max_length=40)),
                ("cause", models.CharField("事由", max_length=120)),
                ("login", models.CharField("数据库账号", max_length=63)),
                ("before", models.JSONField("改前", null=True)),
                ("after", models.JSONField("改后", null=True)),
            ],
            options={
                "verbose_name": "数据变更",
                "verbose_name_plural": "数据变更",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["table_name", "row_id", "-id"], name="change_row"),
                ],
            },
        ),
        migrations.RunSQL(REFUSE, "DROP FUNCTION audit_refuse()"),
        AppendOnly("audit_change"),
        migrations.RunSQL(
            [
                "ALTER TABLE audit_change ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE audit_change FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY audit_change_read ON audit_change FOR SELECT TO portal_app USING ({READ})",
                # Whoever changes a row leaves its history; nobody writes history without a change.
                "CREATE POLICY audit_change_insert ON audit_change FOR INSERT TO PUBLIC WITH CHECK (pg_trigger_depth() > 0)",
            ],
            migrations.RunSQL.noop,
        ),
    ]
