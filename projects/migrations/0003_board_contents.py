"""The board's photograph, what its code said and what it shows; telephone numbers of the people it names."""

import django.db.models.deletion
from django.db import migrations, models

import portal.lib.fields


class Migration(migrations.Migration):
    dependencies = [('projects', '0002_history'), ('documents', '0008_packages')]

    operations = [
        migrations.AddField(
            model_name='project',
            name='wage_officer_phone',
            field=portal.lib.fields.EncryptedField(blank=True, editable=True, kind='phone', null=True, verbose_name='劳资专管员电话'),
        ),
        migrations.AddField(
            model_name='projectparty',
            name='contact_phone',
            field=portal.lib.fields.EncryptedField(blank=True, editable=True, kind='phone', null=True, verbose_name='联系电话'),
        ),
        migrations.AddField(
            model_name='rightsnoticeboard',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='照片'),
        ),
        migrations.AddField(
            model_name='rightsnoticeboard',
            name='photographed_on',
            field=models.DateField(blank=True, null=True, verbose_name='拍摄日期'),
        ),
        migrations.AddField(
            model_name='rightsnoticeboard',
            name='seen',
            field=models.CharField(choices=[('no_photo', '没有照片'), ('unread', '照片里读不出二维码'), ('other', '不是本平台打印的二维码'), ('earlier', '本项目以前的一版'), ('current', '本项目本版')], db_default='no_photo', default='no_photo', max_length=10, verbose_name='二维码'),
        ),
        migrations.AddField(
            model_name='rightsnoticeboard',
            name='shown',
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict, editable=False, verbose_name='所示内容'),
        ),
        migrations.AddConstraint(
            model_name='rightsnoticeboard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('photo__isnull', True), ('photographed_on__isnull', True), ('seen', 'no_photo')), models.Q(('photo__isnull', False), ('photographed_on__isnull', False), models.Q(('seen', 'no_photo'), _negated=True)), _connector='OR'), name='board_photo', violation_error_message='照片和拍摄日期要一起填。'),
        ),
    ]
