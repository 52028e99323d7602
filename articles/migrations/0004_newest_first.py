"""Lists that begin with the newest and end with what has no date."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='story',
            options={'ordering': [models.OrderBy(models.F('happened_on'), descending=True, nulls_last=True), '-pk'], 'verbose_name_plural': 'stories'},
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='articles_ar_source__2db82b_idx',
        ),
        migrations.RemoveIndex(
            model_name='story',
            name='articles_st_happene_3798b9_idx',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('source'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='article_newest_of_source'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(models.OrderBy(models.F('happened_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='story_newest'),
        ),
    ]
