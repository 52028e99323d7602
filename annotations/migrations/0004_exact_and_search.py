"""What the database does by itself: refuse a false anchor, keep the search index."""

from django.db import migrations

# PostgreSQL counts code points, as anchors do.
EXACT = """
CREATE FUNCTION annotations_check_exact() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    found text;
BEGIN
    SELECT substring(text FROM NEW.start + 1 FOR NEW."end" - NEW.start) INTO found
      FROM articles_revision WHERE id = NEW.revision_id AND article_id = NEW.article_id;
    IF found IS DISTINCT FROM NEW.exact THEN
        RAISE EXCEPTION 'The passage at %-% of revision % does not read as the annotation says.',
            NEW.start, NEW."end", NEW.revision_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER annotations_check_exact
BEFORE INSERT OR UPDATE OF article_id, revision_id, start, "end", exact ON annotations_annotation
FOR EACH ROW EXECUTE FUNCTION annotations_check_exact();
"""

INDEX_ANNOTATION = """
CREATE FUNCTION annotations_index_annotation() RETURNS trigger
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
        to_tsvector(config, fold(NEW.exact)) || to_tsvector('simple', fold(NEW.note))
            || to_tsvector(config, fold(NEW.note))
    )
    ON CONFLICT (annotation_id) DO UPDATE
    SET config = excluded.config, folded = excluded.folded, vector = excluded.vector;
    RETURN NULL;
END $$;
CREATE TRIGGER annotations_index_annotation
AFTER INSERT OR UPDATE OF exact, note ON annotations_annotation
FOR EACH ROW EXECUTE FUNCTION annotations_index_annotation();
"""


class Migration(migrations.Migration):
    dependencies = [("annotations", "0003_initial"), ("articles", "0003_search")]

    operations = [
        migrations.RunSQL(
            EXACT,
            "DROP TRIGGER annotations_check_exact ON annotations_annotation;"
            "DROP FUNCTION annotations_check_exact()",
        ),
        migrations.RunSQL(
            INDEX_ANNOTATION,
            "DROP TRIGGER annotations_index_annotation ON annotations_annotation;"
            "DROP FUNCTION annotations_index_annotation()",
        ),
    ]
