"""What must hold between the rows of a store: a query for each law, which finds the rows that break it."""

from __future__ import annotations

_CURRENT = "FROM places p JOIN articles a ON a.number = p.number WHERE p.story = s.number AND a.is_current = "

FAULTS = {
    "articles without a text": """
        SELECT a.number FROM articles a LEFT JOIN texts t ON t.number = a.number WHERE t.number IS NULL""",
    "ids without exactly one current revision": """
        SELECT id FROM articles GROUP BY id HAVING sum(is_current) <> 1""",
    "ids whose revisions are not 1, 2, 3 ...": """
        SELECT id FROM articles GROUP BY id HAVING min(revision) <> 1 OR max(revision) <> count(*)""",
    "ids whose current revision is not the last": """
        SELECT a.id FROM articles a WHERE a.is_current = 1 AND EXISTS (
            SELECT 1 FROM articles b WHERE b.id = a.id AND b.revision > a.revision)""",
    "articles in a story that has no row": """
        SELECT p.number FROM places p LEFT JOIN stories s ON s.number = p.story WHERE s.number IS NULL""",
    "articles in a story that was merged": """
        SELECT p.number FROM places p JOIN stories s ON s.number = p.story WHERE s.heir IS NOT NULL""",
    # A story with an article that was revised is brought in line when the new revision is placed.
    "stories whose count of articles is not theirs": f"""
        SELECT s.number FROM stories s WHERE s.articles <> (SELECT count(*) {_CURRENT} 1)
            AND NOT EXISTS (SELECT 1 {_CURRENT} 0)""",  # noqa: S608 - our own names
    "articles held in the story that was computed for them": """
        SELECT m.number FROM computed m JOIN places p ON p.number = m.number AND p.story = m.story""",
    "copies of a run of another stage": """
        SELECT c.number FROM copies c JOIN runs r ON r.number = c.run WHERE r.stage <> 'copies'""",
    "signatures of a run of another stage": """
        SELECT g.number FROM signatures g JOIN runs r ON r.number = g.run WHERE r.stage <> 'stories'""",
    "credits of a run of another stage": """
        SELECT k.number FROM credits k JOIN runs r ON r.number = k.run WHERE r.stage <> 'credits'""",
    "articles whose agencies are not those counted": """
        SELECT k.number FROM credits k WHERE k.agencies <> (
            SELECT count(*) FROM credited d WHERE d.number = k.number)""",
    "inputs whose rejected rows do not agree": """
        SELECT i.path FROM inputs i WHERE i.rejected <> (
            SELECT count(*) FROM rejected r WHERE r.input = i.path)""",
}
