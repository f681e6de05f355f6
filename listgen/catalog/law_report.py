"""Every citation of a catalog by law and article: since when that is in force, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from listgen.catalog.citations import check_citation
from listgen.catalog.effective import state_on
from listgen.catalog.law import Law
from listgen.catalog.model import Catalog, Citation, Item
from listgen.findings import Finding

STALE = (
    "law-not-in-force",
    "law-not-yet-in-force",
    "stale-article",
    "maybe-stale-article",
    "unknown-article",
    "unknown-law",
    "article-of-later-text",
)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_ARTICLE = re.compile(r"第([零〇一二两三四五六七八九十百千]+)条")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: of which item, and what a check says of it."""

    item: Item
    citation: Citation
    findings: tuple[Finding, ...]

    @property
    def stale(self) -> Finding | None:
        """Why it should be another one, if it should."""
        return next((finding for finding in self.findings if finding.slug in STALE), None)


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """A law with its citations in the order of its articles. `law` None: it is not registered.

    `since` and `until`: from when its text of that day is in force, and from when it is not; None: not known.
    """

    name: str
    law: Law | None
    since: date | None
    until: date | None
    cited: tuple[Cited, ...]


def cited_laws(catalog: Catalog, day: date) -> tuple[CitedLaw, ...]:
    """All laws in the order of the registry, then those that are cited and not registered."""
    by_law: dict[str, list[Cited]] = {name: [] for name in catalog.laws}
    for item in catalog.items:
        if state_on(item, day) != "retired":
            for citation in item.basis:
                found = tuple(check_citation(item, citation, catalog, day))
                by_law.setdefault(citation.law, []).append(Cited(item, citation, found))
    return tuple(_law(name, catalog.laws.get(name), day, cited) for name, cited in by_law.items())


def _law(name: str, law: Law | None, day: date, cited: list[Cited]) -> CitedLaw:
    cited.sort(key=lambda one: (article_number(one.citation.article), one.citation.article, one.item.id))
    return CitedLaw(name, law, *(_days(law, day) if law else (None, None)), tuple(cited))


def _days(law: Law, day: date) -> tuple[date | None, date | None]:
    """From when the text of a day is in force, and the first day on which it is not."""
    text = law.text_on(day) or law.texts[0]
    nexts = (other.effective for other in law.texts if other.effective and other.effective > day)
    ends = [end for end in (next(nexts, None), law.until) if end]
    return text.effective, min(ends, default=None)


def by_article(law: CitedLaw) -> Iterator[tuple[str, tuple[Cited, ...]]]:
    """The citations of a law, an article at a time."""
    articles: dict[str, list[Cited]] = {}
    for one in law.cited:
        articles.setdefault(one.citation.article, []).append(one)
    yield from ((article, tuple(cited)) for article, cited in articles.items())


def article_number(article: str) -> int:
    """The number of 第四十三条, for putting articles in order; 0 where it has none."""
    match = _ARTICLE.match(article)
    total = digit = 0
    for char in match[1] if match else "":
        if char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
