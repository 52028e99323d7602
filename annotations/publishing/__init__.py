"""The published page of a story: frozen as one JSON document, and rendered from nothing else.

`freezing` makes the document (`document`, `schema.json`), `page`, `offline`, `tables` and `citing`
render it, `changes` compares two of them. `agreement` is what the method box says of the coders.
"""
