"""Whether every citation is in force on a day, exists, and binds the organisation it is cited for."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from listgen.catalog.effective import TITLES, binds, carrying, state_on
from listgen.catalog.law import Law
from listgen.catalog.model import VILLAGE_TYPES, Catalog, Citation, Item
from listgen.findings import Finding, error, warn

SHIPPED_PREFIX = "CN"  # the shipped catalog cites by the text in force; a county's own lists often do not


def check_citations(catalog: Catalog, day: date) -> Iterator[Finding]:
    """The findings on the legal basis of every item that is in force or proposed."""
    for item in catalog.items:
        if state_on(item, day) == "retired":
            continue
        for citation in item.basis:
            yield from check_citation(item, citation, catalog, day)
        yield from _check_carried(item, catalog.division_code)


def check_citation(item: Item, citation: Citation, catalog: Catalog, day: date) -> Iterator[Finding]:
    """What is wrong with one citation of an item."""
    law = catalog.laws.get(citation.law)
    if law is None:
        close = difflib.get_close_matches(citation.law, catalog.laws, 1, 0.6)
        facts = {"value": citation.law, "close": close[0] if close else "", "item": item.id}
        yield error("unknown-law", citation.location, **facts)
        return
    yield from _check_force(item, citation, law, day)
    yield from _check_article(item, citation, law, day)
    yield from _check_binding(item, citation, law)
    if not catalog.division_code.startswith(law.area):
        facts = {"value": law.name, "area": law.area, "item": item.id}
        yield error("law-of-other-area", citation.location, **facts)


def _check_force(item: Item, citation: Citation, law: Law, day: date) -> Iterator[Finding]:
    facts = {"value": law.name, "article": citation.article, "item": item.id}
    if law.until is not None and day >= law.until:
        yield error(
            "law-not-in-force", citation.location, **facts, until=law.until, instead=_instead(citation, law)
        )
    elif law.effective is None:
        yield warn("law-date-unverified", citation.location, **facts)
    elif law.text_on(day) is None:
        effective = law.texts[0].effective
        yield error("law-not-yet-in-force", citation.location, **facts, effective=effective)
    if citation.unverified:
        yield warn("citation-unverified", citation.location, **facts)


def _instead(citation: Citation, law: Law) -> str:
    """The article that took the place of the cited one, or at least the law."""
    if citation.article in law.replaced:
        name, articles = law.replaced[citation.article]
        return f"《{name}》{'、'.join(articles)}"
    return f"《{law.replaced_by}》" if law.replaced_by else ""


def _check_article(item: Item, citation: Citation, law: Law, day: date) -> Iterator[Finding]:
    """Whether the text of that day has the article, or another text, before or after, had it."""
    article, text = citation.article, law.text_on(day)
    facts = {"value": article, "law": law.name, "item": item.id}
    shipped = item.id.startswith(SHIPPED_PREFIX)
    if citation.unverified or text is None:
        return
    moved, later = law.moved(article, day), law.later(article, day)
    if article in text.articles:
        if moved is not None and article not in moved and not shipped:
            yield warn("maybe-stale-article", citation.location, **facts, instead="、".join(moved))
        if later and later[1] and article not in later[1] and shipped:
            since = str(later[0].effective)
            was = "、".join(later[1])
            yield warn("maybe-later-article", citation.location, **facts, since=since, instead=was)
    elif moved is not None:
        yield error("stale-article", citation.location, **facts, instead="、".join(moved))
    elif later:
        since = str(later[0].effective)
        was = "、".join(later[1])
        yield error("article-of-later-text", citation.location, **facts, since=since, instead=was)
    elif text.articles:
        yield error("unknown-article", citation.location, **facts, known="、".join(text.articles))


def _check_binding(item: Item, citation: Citation, law: Law) -> Iterator[Finding]:
    """A law that binds one organisation type must not stand on the papers of the other.

    A township is not bound by the law on villagers' committees, and yet has duties under it.
    """
    if not law.binds:
        return
    for type_ in (type_ for type_ in item.applies if type_ in VILLAGE_TYPES):
        if type_ not in law.binds and binds(citation, (type_,)):
            facts = {"value": law.name, "article": citation.article, "item": item.id, "type": TITLES[type_]}
            yield error("law-of-other-organisation", citation.location, **facts)


def _check_carried(item: Item, division_code: str) -> Iterator[Finding]:
    """Every organisation type needs something that carries the item, and of the nature that is claimed."""
    for type_ in item.applies:
        principles = any(citation.role == "general" and binds(citation, (type_,)) for citation in item.basis)
        if not carrying(item, (type_,), division_code) and not principles:
            place = item.places.get("basis", item.location)
            yield error("no-basis", place, value=item.id, name=item.name, type=TITLES[type_])
    prohibits_or_states = any(citation.role in ("states-item", "prohibits") for citation in item.basis)
    place = item.places.get("basis_type", item.location)
    if item.basis_type == "policy" and not item.policy:
        yield error("policy-not-named", place, value=item.id, name=item.name)
    if item.basis_type == "policy" and prohibits_or_states:
        yield error("basis-type-wrong", place, value="policy", item=item.id, name=item.name)
    if item.basis_type == "policy" and not any(
        division_code.startswith(policy.area) for policy in item.policy
    ):
        yield warn("policy-of-other-area", place, value=item.policy[0] if item.policy else "", item=item.id)
    if item.basis_type == "law" and not prohibits_or_states and item.policy:
        yield error("basis-type-wrong", place, value="law", item=item.id, name=item.name)
