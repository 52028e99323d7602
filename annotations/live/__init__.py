"""Telling people what happens in a story while they look at it.

`news` reads the log for a person, `cursor` says how far somebody has read, `hub` hears the
database ring, `stream` joins them into Server-Sent Events, `leaving` ends those of who logs out.
"""
