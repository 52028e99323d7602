"""Everything that is said of a story, as lines of JSON: written out, and read back without loss.

One line is one thing, and its `type` says which:

    tag         guid, name, definition, examples, colour (0-7), parent (a name or ""), position,
                defined_in (a version of the codebook)
    codebook    number, author, made_at, entries [{guid, name, definition, examples, colour, parent
                (a guid or "")}]: what the codebook said in one of its versions
    speaker     name, variants
    utterance   number, gist
    claim       number, statement, note, author, created_at
    annotation  uid; article (slug) and file_name, revision (number), start, end, exact, prefix,
                suffix; needs_review; author, created_at, updated_at; claims [{number, statement,
                stance, attributed_to}]; quotation (null, or {speaker, cue, kind, utterance (null,
                or {number, gist})}); tags [{name, codebook_version}]; note;
                gloss (null, or {language, text, origin (person or machine), translator})
    verdict     uid; article and file_name; number and statement of the claim; kind, note, author,
                created_at

Speakers, utterances and claims also say whether they were made in coding blind (is_coding), by
whom (author) and in which article (coded_in, a slug or ""). Claims, annotations and verdicts have
their talk: comments [{uid, author, text, is_coding, created_at}] and resolved (null, or {at, by}).

Positions are code points, half-open; moments are ISO 8601 in UTC; people are named by username,
"" for somebody who has left. What is deleted is not written out.
"""
