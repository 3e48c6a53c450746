"""What was mended in a file on the page: the mends are a piece of the upload, and the upload knows the fingerprint of the mended content."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0002_history")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="mended_sha256",
            field=models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="网页改动后的指纹"),
        ),
        migrations.AlterField(
            model_name="uploadcontent",
            name="piece",
            field=models.CharField(choices=[("file", "原文件"), ("result", "核对结果"), ("mends", "网页改动")], max_length=10, verbose_name="部分"),
        ),
    ]
