"""Explains each bad setting in a sentence."""
