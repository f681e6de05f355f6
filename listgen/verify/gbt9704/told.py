"""Findings of a paragraph: each names the clause, the paragraph's number and its words."""

from __future__ import annotations

from listgen.findings import Finding, Location, error, warn
from listgen.verify.gbt9704.read import Paragraph


def fault(slug: str, place: Location, one: Paragraph, clause: str, **facts: object) -> Finding:
    """What 规定 asks and the paragraph has not."""
    return error(slug, place, clause=clause, paragraph=one.number, quote=one.quote, **facts)


def doubt(slug: str, place: Location, one: Paragraph, clause: str, **facts: object) -> Finding:
    """What 一般, 推荐 or 可以 says and the paragraph has not."""
    return warn(slug, place, clause=clause, paragraph=one.number, quote=one.quote, **facts)
