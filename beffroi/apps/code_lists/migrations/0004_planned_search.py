"""The search as a function: planned once a connection, where planning took longer than searching. Expand only."""

from django.db import migrations

# Which index serves what, seen with 14 404 lines (auto_explain.log_nested_statements):
#   words                  code_by_text (trigrams), by the longest word; the others are compared on what it finds
#   below a code           code_by_parent (version, parent)
#   a whole list           code_in_order (version, position)
#   lines of the page      the primary key, at most a page of them
#   lists and versions     none: read whole, fifty rows each
# Each branch of `candidates` has a condition on parameters alone: PostgreSQL does not enter the others.
_CREATE = """
CREATE OR REPLACE FUNCTION code_lists_patterns(words text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN ARRAY(
        SELECT '%' || replace(replace(replace(word, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
        FROM unnest(words) AS word ORDER BY length(word) DESC
    );
END
$$;

CREATE OR REPLACE FUNCTION code_lists_search(
    typed text[], day date, within bigint, of_owner text, under text, ordered text, reader text, with_closed boolean,
    page_size integer, skipped integer
) RETURNS TABLE (
    valid bigint, closed bigint, sought text[], lists jsonb, list_key text, list_title jsonb, is_valid boolean,
    code text, variant text, valid_from date, valid_until date, parent text, labels jsonb, short jsonb, extra jsonb,
    replaced_by text[], damage text[]
)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    words text[] := typed;
    whole text;
    patterns text[];
    longest text;
    has_words boolean := cardinality(typed) > 0;
    named jsonb;
BEGIN
    patterns := code_lists_patterns(words);
    longest := patterns[1];
    IF has_words AND NOT EXISTS (
        SELECT 1 FROM code_lists_code
        WHERE search_text LIKE longest AND search_text LIKE ALL (patterns)
            AND (within IS NULL OR version_id = within) AND (under IS NULL OR parent = under)
    ) THEN
        words := ARRAY(
            SELECT code_lists_nearest_word(word)
            FROM unnest(typed) WITH ORDINALITY AS each(word, number) ORDER BY number
        );
        patterns := code_lists_patterns(words);
        longest := patterns[1];
    END IF;
    whole := array_to_string(words, ' ');
    IF has_words AND within IS NULL THEN
        named := (
            SELECT jsonb_agg(jsonb_build_object('key', key, 'title', title) ORDER BY position)
            FROM (
                SELECT l.key, l.title, l.position FROM code_lists_codelist l
                WHERE current_version_id IS NOT NULL AND l.search_text LIKE ALL (code_lists_patterns(typed))
                ORDER BY position LIMIT 5
            ) AS first
        );
    END IF;
    RETURN QUERY
    WITH candidates AS (
        SELECT * FROM code_lists_code
        WHERE has_words AND search_text LIKE longest AND search_text LIKE ALL (patterns)
            AND (within IS NULL OR version_id = within) AND (under IS NULL OR parent = under)
        UNION ALL
        SELECT * FROM code_lists_code
        WHERE NOT has_words AND under IS NOT NULL AND version_id = within AND parent = under AND parent <> ''
        UNION ALL
        SELECT * FROM code_lists_code
        WHERE NOT has_words AND under IS NULL AND version_id = within
        UNION ALL
        SELECT * FROM code_lists_code
        WHERE NOT has_words AND within IS NULL AND (under IS NULL OR parent = under)
    ),
    hits AS MATERIALIZED (
        SELECT c.id, c.position, c.code_folded, c.variant, c.labels, c.code, c.valid_from,
            length(c.search_text) AS length, l.id AS list_id, l.weight, l.position AS list_position,
            (c.valid_from IS NULL OR c.valid_from <= day) AND (c.valid_until IS NULL OR day < c.valid_until) AS is_valid,
            CASE
                WHEN whole = '' OR c.code_folded = whole THEN 0
                WHEN starts_with(c.code_folded, whole) THEN 1
                WHEN strpos(c.search_text, '| ' || whole || ' |') > 0 THEN 2
                WHEN strpos(c.search_text, '| ' || whole) > 0 THEN 3
                WHEN strpos(c.search_text, ' ' || whole) > 0 THEN 4
                ELSE 5
            END AS rank
        FROM candidates c
        JOIN code_lists_listversion v ON v.id = c.version_id
        JOIN code_lists_codelist l ON l.id = v.code_list_id
        WHERE (within IS NOT NULL OR v.id = l.current_version_id) AND (of_owner = '' OR l.owner = of_owner)
    ),
    counted AS MATERIALIZED (
        SELECT count(*) FILTER (WHERE hits.is_valid) AS valid, count(*) FILTER (WHERE NOT hits.is_valid) AS closed
        FROM hits
    ),
    page AS MATERIALIZED (
        SELECT hits.id, hits.list_id, hits.is_valid, row_number() OVER (
            ORDER BY
                CASE ordered WHEN 'relevance' THEN hits.rank END,
                CASE ordered WHEN 'relevance' THEN NOT hits.is_valid END,
                CASE ordered WHEN 'relevance' THEN hits.weight END,
                CASE WHEN ordered IN ('relevance', 'list') THEN hits.list_position END,
                CASE WHEN ordered = 'relevance' AND hits.rank = 1 THEN hits.code_folded END,
                CASE ordered WHEN 'relevance' THEN hits.length END,
                CASE WHEN ordered IN ('relevance', 'list') THEN hits.position END,
                CASE ordered WHEN 'valid_from' THEN hits.valid_from END DESC NULLS LAST,
                CASE ordered
                    WHEN 'label' THEN lower(unaccent(coalesce(
                        hits.labels ->> reader, hits.labels ->> 'fr', hits.labels ->> 'nl', hits.code
                    )))
                END,
                hits.code_folded, hits.variant, hits.valid_from NULLS FIRST, hits.id
        ) AS number
        FROM hits
        WHERE hits.is_valid OR with_closed OR (SELECT counted.valid = 0 FROM counted)
        ORDER BY number
        LIMIT page_size OFFSET skipped
    )
    SELECT counted.valid, counted.closed, words, named, l.key::text, l.title, page.is_valid,
        c.code::text, c.variant::text, c.valid_from, c.valid_until, c.parent::text, c.labels, c.short, c.extra,
        c.replaced_by::text[], c.damage::text[]
    FROM counted
    LEFT JOIN (
        page
        JOIN LATERAL (SELECT * FROM code_lists_code WHERE id = page.id OFFSET 0) AS c ON true
        JOIN code_lists_codelist l ON l.id = page.list_id
    ) ON true
    ORDER BY page.number;
END
$$;
"""
_DROP = """
DROP FUNCTION code_lists_search(text[], date, bigint, text, text, text, text, boolean, integer, integer);
DROP FUNCTION code_lists_patterns(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("code_lists", "0003_lists_by_name")]
    operations = [migrations.RunSQL(_CREATE, _DROP)]
