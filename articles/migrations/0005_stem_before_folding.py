"""Words are stemmed as they are spelled, and once more without their accents.

Stemmers go by accents: without them « accusé » and « accusées » have no stem in common.
"""

from django.db import migrations

# What fold() ignores, but for the accents of letters.
KEEP_ACCENTS = r"""
CREATE FUNCTION fold_but_accents(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN normalize(
    regexp_replace(
        normalize(value, NFKC),
        '[\u064b-\u065f\u0670\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]',
        '',
        'g'
    ),
    NFC
)
"""

# A tsvector holds a megabyte at most; the first 250,000 characters always fit.
SEARCH_VECTOR = """
CREATE FUNCTION search_vector(config regconfig, value text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    spelled text := fold_but_accents(left(value, 250000));
    folded text := fold(spelled);
BEGIN
    IF spelled = folded THEN
        RETURN to_tsvector(config, folded);
    END IF;
    RETURN to_tsvector(config, spelled) || to_tsvector(config, folded);
END $$;
"""

SEARCH_QUERY = """
CREATE FUNCTION search_query(config regconfig, value text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    spelled text := fold_but_accents(value);
    folded text := fold(spelled);
BEGIN
    IF spelled = folded THEN
        RETURN websearch_to_tsquery(config, folded);
    END IF;
    RETURN websearch_to_tsquery(config, spelled) || websearch_to_tsquery(config, folded);
END $$;
"""

# The text without its struck passages: what stands between them.
INDEX_ARTICLE = """
CREATE OR REPLACE FUNCTION articles_index_article() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    config regconfig;
    whole text;
    body text;
BEGIN
    SELECT search_config::regconfig INTO config
      FROM articles_language WHERE code = NEW.language_id;
    SELECT text INTO whole FROM articles_revision WHERE id = NEW.revision_id;
    whole := coalesce(whole, '');
    WITH struck AS (
        SELECT start, "end" FROM articles_segment
         WHERE revision_id = NEW.revision_id AND kind <> 'sentence' AND struck <> ''
         UNION ALL SELECT length(whole), length(whole)
    ), kept AS (
        SELECT coalesce(max("end") OVER (ORDER BY start, "end" ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW), 0) AS start,
               start AS "end"
          FROM struck
    )
    SELECT string_agg(substring(whole FROM start + 1 FOR "end" - start), E'\\n' ORDER BY start)
      INTO body FROM kept WHERE "end" > start;
    body := coalesce(body, '');
    INSERT INTO articles_articleindex (article_id, config, folded, vector)
    VALUES (
        NEW.id,
        config::text,
        fold(NEW.headline) || E'\\n' || fold(body),
        setweight(search_vector(config, NEW.headline), 'A')
            || setweight(search_vector(config, body), 'B')
    )
    ON CONFLICT (article_id) DO UPDATE
    SET config = excluded.config, folded = excluded.folded, vector = excluded.vector;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_newest_first")]

    operations = [
        migrations.RunSQL(KEEP_ACCENTS, "DROP FUNCTION fold_but_accents(text)"),
        migrations.RunSQL(SEARCH_VECTOR, "DROP FUNCTION search_vector(regconfig, text)"),
        migrations.RunSQL(SEARCH_QUERY, "DROP FUNCTION search_query(regconfig, text)"),
        migrations.RunSQL(INDEX_ARTICLE, migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE articles_article SET revision_id = revision_id", migrations.RunSQL.noop
        ),
    ]
