"""The index of annotations, with the words as they are spelled and without their accents."""

from django.db import migrations

INDEX_ANNOTATION = """
CREATE OR REPLACE FUNCTION annotations_index_annotation() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    config regconfig;
BEGIN
    SELECT l.search_config::regconfig INTO config
      FROM articles_language l JOIN articles_article a ON a.language_id = l.code
     WHERE a.id = NEW.article_id;
    INSERT INTO annotations_annotationindex (annotation_id, config, folded, vector)
    VALUES (
        NEW.id,
        config::text,
        fold(NEW.exact || E'\\n' || NEW.note),
        search_vector(config, NEW.exact) || search_vector(config, NEW.note)
            || search_vector('simple', NEW.note)
    )
    ON CONFLICT (annotation_id) DO UPDATE
    SET config = excluded.config, folded = excluded.folded, vector = excluded.vector;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0004_exact_and_search"),
        ("articles", "0005_stem_before_folding"),
    ]

    operations = [
        migrations.RunSQL(INDEX_ANNOTATION, migrations.RunSQL.noop),
        migrations.RunSQL("UPDATE annotations_annotation SET note = note", migrations.RunSQL.noop),
    ]
