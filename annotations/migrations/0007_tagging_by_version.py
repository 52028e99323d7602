from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('annotations', '0006_blindness_talk_codebook')]

    operations = [
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(fields=['tag', 'codebook_version'], name='tagging_by_version'),
        ),
    ]
