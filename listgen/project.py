"""A county project on disk, read once, and its county.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """Which issue of the list this is; `--as-of` defaults to its date."""

    number: str
    date: date


@dataclass(frozen=True, slots=True)
class Issuing:
    """How the county's papers are issued (GB/T 9704-2012, 7.2 to 7.4). Empty: the paper has none."""

    body: str
    mark: str
    number: str
    date: date
    recipients: str
    copies: str


@dataclass(frozen=True, slots=True)
class Online:
    """Where the online list will stand, and whom to tell of a wrong."""

    base_url: str
    hotline: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class SignOrder:
    """What the county decides about its signs."""

    scheme: str
    hall_functions: tuple[str, ...]
    ink_condition: str


@dataclass(frozen=True, slots=True)
class County:
    """county.yaml."""

    id: str
    name: str
    specimen: bool
    prefix: str
    edition: Edition
    issuing: Issuing
    online: Online
    signs: SignOrder
