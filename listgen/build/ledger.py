"""The head of the ledger as the outputs remember it: one that was cut or put back adds up by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from listgen.build.expected import PATH as EXPECTED
from listgen.findings import Finding
from listgen.links import Link, check_head
from listgen.project import LEDGER


def check_remembered(out: Path, links: tuple[Link, ...]) -> Iterator[Finding]:
    """Whether the ledger still holds the line that was its last when OUT was built."""
    yield from check_head(links, *_remembered(out), LEDGER)


def _remembered(out: Path) -> tuple[int, str]:
    """How many lines there were and the fingerprint of the last; (0, '') where the outputs do not say."""
    try:
        head = json.loads((out / EXPECTED).read_bytes())["ledger"]
        return int(head["lines"]), str(head["fingerprint"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):  # `verify` judges the file
        return 0, ""
