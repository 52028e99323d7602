"""What the machine proposes of a story: from its texts, through a run in the worker, to rows.

`annotations/suggesting/` finds; this package reads the texts it needs and stores what it found.
Modules that load NumPy are imported where they are called, so that no page loads it for nothing.
"""
