"""The known word nearest to a mistyped one, with a threshold of its own; usable by the trigram index."""

from django.db import migrations

# A word that begins a known word is right as it is. Else: fewest letters changed, a swap of two counting as one.
_CREATE = """
CREATE FUNCTION code_lists_nearest_word(typed text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET pg_trgm.similarity_threshold = 0.25
AS $$
    SELECT CASE
        WHEN length(typed) < 3 OR typed !~ '[[:alpha:]]' THEN typed
        WHEN EXISTS (SELECT 1 FROM code_lists_searchword WHERE word LIKE typed || '%') THEN typed
        ELSE (
            SELECT word
            FROM code_lists_searchword,
                LATERAL (SELECT levenshtein(word, left(typed, 40)) AS distance) AS compared
            WHERE word % left(typed, 40) AND distance <= greatest(2, length(typed) / 3)
            ORDER BY
                distance - (SELECT count(*) FROM (
                    SELECT array_agg(letter ORDER BY letter) FROM regexp_split_to_table(word, '') AS letter
                    INTERSECT
                    SELECT array_agg(letter ORDER BY letter) FROM regexp_split_to_table(typed, '') AS letter
                ) AS swapped),
                similarity(word, typed) DESC,
                word
            LIMIT 1
        )
    END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("code_lists", "0001_initial")]
    operations = [migrations.RunSQL(_CREATE, "DROP FUNCTION code_lists_nearest_word(text)")]
