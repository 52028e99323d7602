from django.db import migrations, models


class Migration(migrations.Migration):
    """A member is called by up to 150 letters, a speaker by 120, each behind what it is."""

    dependencies = [("articles", "0008_blind_articles")]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="subject",
            field=models.CharField(max_length=200, verbose_name="kind:key of what was changed"),
        ),
    ]
