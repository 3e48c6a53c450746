"""Who shares a telephone with a colleague is marked when the number is written; the index that told it each night is only asked for single numbers now."""

from django.db import migrations, models

# The rows of every tenant, once: the owner of the tables is bound by row security like everybody else.
MARK = """
ALTER TABLE wagepay_engagement NO FORCE ROW LEVEL SECURITY;
UPDATE wagepay_engagement e SET shares_phone = true
 WHERE e.phone_index IS NOT NULL AND (e.project_id, e.employer_id, e.phone_index) IN (
       SELECT project_id, employer_id, phone_index FROM wagepay_engagement WHERE phone_index IS NOT NULL
        GROUP BY project_id, employer_id, phone_index HAVING count(*) > 1);
ALTER TABLE wagepay_engagement FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0024_rules_by_the_index")]

    operations = [
        migrations.AddField(
            "engagement", "shares_phone", models.BooleanField(db_default=False, default=False, editable=False, verbose_name="手机号与同单位他人相同过"),
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="engagement", name="engagement_phones"),
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(condition=models.Q(("phone_index__isnull", False)), fields=["phone_index"], name="engagement_phone"),
        ),
        migrations.AddIndex(
            model_name="engagement", index=models.Index(condition=models.Q(("shares_phone", True)), fields=["project"], name="engagement_shared_phone"),
        ),
    ]
