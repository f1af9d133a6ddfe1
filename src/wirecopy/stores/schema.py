"""The tables of a store, version by version: each step is what its version added.

In braces stand the words in which databases differ: {key} a whole number that is the primary key, {int},
{real}, {text}, {bytes}. Yes and no are 1 and 0. Steps are never edited once released: what changes is a
new step, and a store of any earlier version is brought up step by step (`migrations`).
"""

from __future__ import annotations

STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE facts (name {text} PRIMARY KEY, value {text} NOT NULL)",
        """CREATE TABLE runs (
            number {key}, stage {text} NOT NULL, version {text} NOT NULL, settings {text} NOT NULL,
            UNIQUE (stage, version, settings))""",
        """CREATE TABLE inputs (
            path {text} PRIMARY KEY, mark {text} NOT NULL, run {int} NOT NULL REFERENCES runs (number),
            kept {int} NOT NULL, rejected {int} NOT NULL)""",
        """CREATE TABLE rejected (
            input {text} NOT NULL REFERENCES inputs (path), place {int} NOT NULL, path {text} NOT NULL,
            reason {text} NOT NULL, PRIMARY KEY (input, place))""",
        """CREATE TABLE articles (
            number {key}, id {text} NOT NULL, revision {int} NOT NULL, is_current {int} NOT NULL,
            given {text} NOT NULL, nth {int} NOT NULL, digest {int} NOT NULL,
            arrived {real} NOT NULL, source {text} NOT NULL, path {text} NOT NULL, outlet {text}, url {text},
            title {text}, published {text}, time {int}, language {text}, UNIQUE (id, revision))""",
        "CREATE INDEX articles_given ON articles (given, nth)",
        "CREATE INDEX articles_text ON articles (given, digest) WHERE nth > 1",
        "CREATE INDEX articles_source ON articles (given, source) WHERE nth > 1",
        "CREATE INDEX articles_url ON articles (given, url) WHERE nth > 1",
        """CREATE TABLE texts (
            number {key} REFERENCES articles (number), text {text} NOT NULL, folded {text})""",
        """CREATE TABLE copies (
            number {key} REFERENCES articles (number), run {int} NOT NULL REFERENCES runs (number),
            family {int} NOT NULL REFERENCES articles (number), relation {text} NOT NULL,
            closest {int} REFERENCES articles (number), shared {real} NOT NULL, contained {real} NOT NULL,
            evidence {text} NOT NULL)""",
        "CREATE INDEX copies_family ON copies (family)",
        """CREATE TABLE stories (
            number {key} REFERENCES articles (number), id {text} NOT NULL UNIQUE,
            run {int} NOT NULL REFERENCES runs (number), title {text} NOT NULL,
            first_published {text}, last_published {text}, first {real} NOT NULL, last {real} NOT NULL,
            articles {int} NOT NULL, families {int} NOT NULL, outlets {int} NOT NULL,
            heir {int} REFERENCES stories (number))""",
        "CREATE INDEX stories_last ON stories (last, number) WHERE heir IS NULL AND articles > 0",
        """CREATE TABLE signatures (
            number {key} REFERENCES articles (number), run {int} NOT NULL REFERENCES runs (number),
            time {int}, packed {bytes} NOT NULL)""",
        "CREATE INDEX signatures_time ON signatures (time, number)",
        """CREATE TABLE places (
            number {key} REFERENCES articles (number), story {int} NOT NULL REFERENCES articles (number))""",
        "CREATE INDEX places_story ON places (story)",
        """CREATE TABLE story_events (
            number {key}, at {real} NOT NULL, kind {text} NOT NULL, story {int} NOT NULL, other {int})""",
        "CREATE INDEX story_events_story ON story_events (story)",
        "CREATE INDEX story_events_other ON story_events (other)",
        """CREATE TABLE ledgers (
            story {key} REFERENCES stories (number), run {int} NOT NULL REFERENCES runs (number),
            basis {text} NOT NULL, made {real} NOT NULL, best {int} NOT NULL, low {int} NOT NULL,
            high {int} NOT NULL, body {bytes} NOT NULL)""",
        """CREATE TABLE corrections (
            number {key}, kind {text} NOT NULL, target {text} NOT NULL, value {text} NOT NULL,
            author {text} NOT NULL, at {real} NOT NULL)""",
        "CREATE INDEX corrections_target ON corrections (target)",
        """CREATE TABLE feeds (
            url {text} PRIMARY KEY, title {text}, etag {text}, last_modified {text},
            next_poll {real} NOT NULL,
            interval_s {real} NOT NULL, failures {int} NOT NULL, last_ok {real}, last_error {text},
            moved_to {text})""",
        "CREATE INDEX feeds_due ON feeds (next_poll)",
        """CREATE TABLE items (
            feed {text} NOT NULL REFERENCES feeds (url), key {text} NOT NULL, url {text},
            mark {text} NOT NULL, entry {text} NOT NULL, state {text} NOT NULL, attempts {int} NOT NULL,
            next_try {real} NOT NULL, found {real} NOT NULL, error {text},
            article {int} REFERENCES articles (number),
            PRIMARY KEY (feed, key))""",
        "CREATE INDEX items_waiting ON items (found, feed, key) WHERE state = 'waiting'",
    ),
    (
        "ALTER TABLE articles ADD COLUMN dated_by {text}",
        "CREATE INDEX articles_outlet ON articles (outlet, number)",
    ),
    (
        """CREATE TABLE credits (
            number {key} REFERENCES articles (number), run {int} NOT NULL REFERENCES runs (number),
            agencies {int} NOT NULL, said {text} NOT NULL, language {text})""",
        """CREATE TABLE credited (
            agency {text} NOT NULL, number {int} NOT NULL REFERENCES articles (number),
            PRIMARY KEY (agency, number))""",
        "CREATE INDEX credited_number ON credited (number)",
        """CREATE TABLE computed (
            number {key} REFERENCES places (number), story {int} NOT NULL REFERENCES articles (number))""",
        "CREATE INDEX computed_story ON computed (story)",
        "ALTER TABLE ledgers ADD COLUMN sightings {int}",
    ),
)

VERSION = len(STEPS)
# Every table but the facts, none before what its rows point to, with its primary key.
KEYS: dict[str, tuple[str, ...]] = {
    "runs": ("number",),
    "inputs": ("path",),
    "rejected": ("input", "place"),
    "articles": ("number",),
    "texts": ("number",),
    "copies": ("number",),
    "credits": ("number",),
    "credited": ("agency", "number"),
    "stories": ("number",),
    "signatures": ("number",),
    "places": ("number",),
    "computed": ("number",),
    "story_events": ("number",),
    "ledgers": ("story",),
    "corrections": ("number",),
    "feeds": ("url",),
    "items": ("feed", "key"),
}
