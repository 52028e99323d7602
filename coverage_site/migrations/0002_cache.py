from django.db import migrations


class Migration(migrations.Migration):
    """The table of Django's database cache, so that `migrate` is all that a deployment runs."""

    dependencies = [("coverage_site", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE coverage_site_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX coverage_site_cache_expires ON coverage_site_cache (expires);
            """,
            "DROP TABLE coverage_site_cache",
        )
    ]
