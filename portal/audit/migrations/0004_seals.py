"""The chain of seals, written by the role portal_audit; entries become append-only for the owner too."""

from django.db import migrations, models

from portal.audit.migration import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_change")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField("序号", primary_key=True, serialize=False)),
                ("sealed_at", models.DateTimeField("封存时间")),
                ("entries", models.PositiveIntegerField("条数")),
                ("root", models.BinaryField("默克尔根")),
                ("link", models.BinaryField("链值")),
                ("mac", models.BinaryField("校验码")),
                ("key_number", models.PositiveIntegerField("密钥编号")),
                ("settled_id", models.BigIntegerField("已定编号")),
                ("seen_id", models.BigIntegerField("已发编号")),
                ("horizon", models.BigIntegerField("事务界")),
            ],
            options={"verbose_name": "封存", "verbose_name_plural": "封存", "ordering": ["-number"]},
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("entry_id", models.BigIntegerField("记录", primary_key=True, serialize=False)),
                ("seal_number", models.BigIntegerField("封存序号")),
                ("position", models.PositiveIntegerField("次序")),
                ("hash", models.BinaryField("散列")),
            ],
            options={
                "verbose_name": "封存叶",
                "verbose_name_plural": "封存叶",
                "ordering": ["seal_number", "position"],
                "constraints": [models.UniqueConstraint(fields=("seal_number", "position"), name="leaf_place")],
            },
        ),
        migrations.CreateModel(
            name="DayHead",
            fields=[
                ("day", models.DateField("日期", primary_key=True, serialize=False)),
                ("seal_number", models.BigIntegerField("封存序号")),
                ("link", models.BinaryField("链头")),
                ("entries", models.BigIntegerField("累计条数")),
            ],
            options={"verbose_name": "日链头", "verbose_name_plural": "日链头", "ordering": ["-day"]},
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField("核验时间")),
                ("entries", models.BigIntegerField("记录数")),
                ("seals", models.BigIntegerField("封存数")),
                ("link", models.BinaryField("链尾", null=True)),
                ("ok", models.BooleanField("通过")),
                ("first_bad", models.JSONField("第一处异常", null=True)),
                ("seconds", models.DecimalField("用时", decimal_places=2, max_digits=9)),
            ],
            options={"verbose_name": "核验", "verbose_name_plural": "核验", "ordering": ["-id"]},
        ),
        AppendOnly("audit_entry"),
        *(AppendOnly(table, writer="portal_audit") for table in ("audit_seal", "audit_leaf", "audit_dayhead", "audit_verification")),
    ]
