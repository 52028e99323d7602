"""Tokens that travel through a browser and tell it nothing: neither what is in them nor, since the
same thing sealed twice looks different, whether it has changed."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

SHORT = 63  # so that the number of a number's digits does not show


class NotSealedHere(Exception):
    """The token is not one that this site has sealed for that purpose."""


def seal(value: Any, purpose: str) -> str:
    """`value`, plain JSON, as letters that fit into an address; short ones are all of a length."""
    plain = json.dumps(value).ljust(SHORT).encode()
    return _fernet(purpose, settings.SECRET_KEY).encrypt(plain).decode()


def unseal(token: str, purpose: str) -> Any:
    """What was sealed for the same purpose; raises NotSealedHere."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return json.loads(_fernet(purpose, key).decrypt(token.encode()))
        except InvalidToken:
            continue
    raise NotSealedHere


@cache
def _fernet(purpose: str, key: str) -> Fernet:
    digest = salted_hmac(f"articles.sealing {purpose}", "", secret=key, algorithm="sha256")
    return Fernet(base64.urlsafe_b64encode(digest.digest()))
