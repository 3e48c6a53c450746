"""Figures that the rules of wages read from a month's sums instead of its people."""

from django.db import migrations, models


def _people(label: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(default=0, db_default=0, verbose_name=label)


def _money(label: str) -> models.DecimalField:
    return models.DecimalField(decimal_places=2, max_digits=14, default=0, db_default=0, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0018_lines_by_their_key")]

    operations = [
        migrations.AddField("projectmonth", name, field)
        for name, field in (
            ("builders_outside", _people("专户外发放建筑工人数")),
            ("underpaid_count", _people("部分发放人数")),
            ("underpaid_amount", _money("部分发放差额")),
            ("most_gross", _money("单人最高应发")),
            ("least_rate", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="最低日折算工资")),
            ("shared_card_count", _people("一卡多人人数")),
            ("unregistered_since", models.DateField(blank=True, null=True, verbose_name="未登记人员首次出勤")),
            ("unregistered_unpaid", _people("未登记且未领工资人数")),
            ("no_contract_since", models.DateField(blank=True, null=True, verbose_name="已登记无合同人员首次出勤")),
            ("no_contract_unpaid", _people("已登记无合同且未领工资人数")),
        )
    ]
