from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0008_suggestions"),
        ("articles", "0008_blind_articles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gloss",
            fields=[
                (
                    "annotation",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        related_name="gloss",
                        serialize=False,
                        to="annotations.annotation",
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=models.RESTRICT, related_name="+", to="articles.language"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "origin",
                    models.CharField(
                        choices=[("person", "by a person"), ("machine", "by a machine")],
                        default="person",
                        max_length=7,
                    ),
                ),
                ("translator", models.CharField(blank=True, max_length=120)),
            ],
            options={"verbose_name_plural": "glosses"},
        ),
        migrations.AddConstraint(
            model_name="gloss",
            constraint=models.CheckConstraint(
                condition=~models.Q(text=""), name="gloss_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="gloss",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", "person"), ("translator", ""))
                | (models.Q(("origin", "machine")) & ~models.Q(translator="")),
                name="gloss_names_its_machine",
            ),
        ),
    ]
