"""What the database does by itself: folding for search, the search index, fixed revisions."""

from django.db import migrations

# Compatibility forms, accents, Arabic vowel signs and tatweel, soft hyphens, joiners and
# direction marks make no difference to a search. The breve stays on и: й is a letter of its own,
# and the Russian stemmer needs it.
FOLD = r"""
CREATE FUNCTION fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN normalize(
    regexp_replace(
        normalize(value, NFKD),
        '(?<![иИ])\u0306|[\u0300-\u0305\u0307-\u036f\u064b-\u065f\u0670\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]',
        '',
        'g'
    ),
    NFC
)
"""

# Runs after everything of the article is there: its writers name `revision` last.
INDEX_ARTICLE = """
CREATE FUNCTION articles_index_article() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    config text;
    body text;
BEGIN
    SELECT search_config INTO config FROM articles_language WHERE code = NEW.language_id;
    SELECT string_agg(substring(r.text FROM s.start + 1 FOR s."end" - s.start), E'\\n' ORDER BY s.start)
      INTO body
      FROM articles_segment s JOIN articles_revision r ON r.id = s.revision_id
     WHERE s.revision_id = NEW.revision_id AND s.kind <> 'sentence' AND s.struck = '';
    body := fold(coalesce(body, ''));
    INSERT INTO articles_articleindex (article_id, config, folded, vector)
    VALUES (
        NEW.id,
        config,
        fold(NEW.headline) || E'\\n' || body,
        setweight(to_tsvector(config::regconfig, fold(NEW.headline)), 'A')
            || setweight(to_tsvector(config::regconfig, body), 'B')
    )
    ON CONFLICT (article_id) DO UPDATE
    SET config = excluded.config, folded = excluded.folded, vector = excluded.vector;
    RETURN NULL;
END $$;
CREATE TRIGGER articles_index_article
AFTER INSERT OR UPDATE OF headline, language_id, revision_id ON articles_article
FOR EACH ROW EXECUTE FUNCTION articles_index_article();
"""

FIX_REVISIONS = """
CREATE FUNCTION articles_keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The text of a revision never changes: a correction is a new revision.'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER articles_keep_revision BEFORE UPDATE ON articles_revision
FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text)
EXECUTE FUNCTION articles_keep_revision();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_initial")]

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION fold(text)"),
        migrations.RunSQL(
            INDEX_ARTICLE,
            "DROP TRIGGER articles_index_article ON articles_article;"
            "DROP FUNCTION articles_index_article()",
        ),
        migrations.RunSQL(
            FIX_REVISIONS,
            "DROP TRIGGER articles_keep_revision ON articles_revision;"
            "DROP FUNCTION articles_keep_revision()",
        ),
    ]
