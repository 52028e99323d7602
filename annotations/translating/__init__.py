"""Translating passages by machine, where an operator has installed the models for it.

`translators.py` says what a translator is, `argos.py` is one (pure modules, no Django);
`target.py` says into which language a team translates, `asking.py` has the worker do it.
"""
