"""Everything that is said of a story, as lines of JSON: written out, and read back without loss.

One line is one thing, and its `type` says which:

    tag         name, definition, examples, colour (0-7), parent (a name or "")
    speaker     name, variants
    utterance   number, gist
    claim       number, statement, note, author, created_at
    annotation  uid; article (slug) and file_name, revision (number), start, end, exact, prefix,
                suffix; needs_review; author, created_at, updated_at; claims [{number, statement,
                stance, attributed_to}]; quotation (null, or {speaker, cue, kind, utterance (null,
                or {number, gist})}); tags (names); note; comments [{uid, author, text,
                created_at}]

Positions are code points, half-open; moments are ISO 8601 in UTC; people are named by username,
"" for somebody who has left. What is deleted is not written out.
"""
