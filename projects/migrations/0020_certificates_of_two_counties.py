from django.db import migrations, models


class Migration(migrations.Migration):
    """An inspection that goes to another county with its project takes word of its officers' certificates along; they stay in their own register too."""

    dependencies = [
        ("projects", "0019_uploads"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="enforcementcertificate", name="certificate_once"),
        migrations.AddConstraint(
            model_name="enforcementcertificate",
            constraint=models.UniqueConstraint(
                fields=("region", "organisation", "number"), name="certificate_once_here", violation_error_message="本机关已登记这个证号。"
            ),
        ),
    ]
