"""Deputies, addresses and way back of memberships; the three officers of the portal are three people."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_history'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_once',
        ),
        migrations.AddField(
            model_name='membership',
            name='deputy_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='accounts.membership', verbose_name='代理对象'),
        ),
        migrations.AddField(
            model_name='membership',
            name='ended_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='结束原因'),
        ),
        migrations.AddField(
            model_name='membership',
            name='uid',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True, verbose_name='编号'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('office', '领导小组办公室'), ('inspector', '劳动保障监察员'), ('leader', '分管领导'), ('department', '行业主管部门'), ('grid', '网格员'), ('contractor', '劳资专管员'), ('subcontractor', '分包劳资员'), ('owner', '建设单位'), ('bank', '开户银行'), ('supervisor', '监理'), ('admin', '租户管理员'), ('security', '安全管理员'), ('auditor', '审计员'), ('operator', '平台运维')], max_length=16, verbose_name='角色'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('deputy_of__isnull', True), ('valid_to__isnull', False), _connector='OR'), name='membership_deputy_ends', violation_error_message='代理要写明止期。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to__isnull', True)), fields=('user', 'role', 'organisation', 'region'), name='membership_once', nulls_distinct=False, violation_error_message='这个人已有同样的任职。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['admin', 'security'])), expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&'), (models.Func(models.Case(models.When(role='admin', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Case(models.When(role='admin', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), '+', models.Value(1)), function='int4range'), '-|-')], name='membership_admin_or_security', violation_error_message='三员分离：同一个人不能同时是租户管理员和安全管理员。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['admin', 'auditor'])), expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&'), (models.Func(models.Case(models.When(role='admin', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Case(models.When(role='admin', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), '+', models.Value(1)), function='int4range'), '-|-')], name='membership_admin_or_auditor', violation_error_message='三员分离：同一个人不能同时是租户管理员和审计员。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['admin', 'operator'])), expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&'), (models.Func(models.Case(models.When(role='admin', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Case(models.When(role='admin', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), '+', models.Value(1)), function='int4range'), '-|-')], name='membership_admin_or_operator', violation_error_message='三员分离：同一个人不能同时是租户管理员和平台运维。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['security', 'auditor'])), expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&'), (models.Func(models.Case(models.When(role='security', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Case(models.When(role='security', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), '+', models.Value(1)), function='int4range'), '-|-')], name='membership_security_or_auditor', violation_error_message='三员分离：同一个人不能同时是安全管理员和审计员。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['security', 'operator'])), expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&'), (models.Func(models.Case(models.When(role='security', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Case(models.When(role='security', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), '+', models.Value(1)), function='int4range'), '-|-')], name='membership_security_or_operator', violation_error_message='三员分离：同一个人不能同时是安全管理员和平台运维。'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role__in', ['auditor', 'operator'])), expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&'), (models.Func(models.Case(models.When(role='auditor', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Case(models.When(role='auditor', then=models.Value(0)), default=models.Value(1), output_field=models.IntegerField()), '+', models.Value(1)), function='int4range'), '-|-')], name='membership_auditor_or_operator', violation_error_message='三员分离：同一个人不能同时是审计员和平台运维。'),
        ),
    ]
