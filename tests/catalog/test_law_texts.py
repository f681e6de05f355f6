"""A law and its earlier texts: each day has its own articles, and an old one leads to the new."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from listgen.catalog.citations import check_citations
from listgen.catalog.laws import load_laws
from listgen.resources import shipped
from tests.catalog.samples import catalog, cite, item, law, listed

LAW = law(
    "组织法",
    *("第四条", "第五条", "第九条"),
    **{"from": "2026-01-01"},
    renumbered={"第三条": ["第四条", "第五条"], "第四条": ["第八条"], "第六条": [], "第二条": ["第七条"]},
    earlier=[
        {"from": "2000-01-01", "articles": ["第一条", "第二条"]},
        {"from": "2010-01-01", "renumbered": {"第一条": ["第三条"], "第二条": ["第六条"]}},
    ],
)
FIRST, SECOND, THIRD = date(2005, 1, 1), date(2015, 1, 1), date(2026, 11, 21)


def _found(article: str, day: date, id_: str = "LX-0001") -> list[tuple[str, str]]:
    loaded = catalog(item(id_, basis=[cite("组织法", article)]), laws=[LAW])
    return [(one.slug, one.facts().get("instead", "")) for one in check_citations(loaded, day)]


@pytest.mark.parametrize(
    ("article", "day", "found"),
    [
        ("第一条", date(1999, 12, 31), [("law-not-yet-in-force", "")]),
        ("第一条", date(2000, 1, 1), []),
        ("第一条", date(2009, 12, 31), []),
        ("第一条", date(2010, 1, 1), [("stale-article", "第三条")]),
        ("第一条", THIRD, [("stale-article", "第四条、第五条")]),
        ("第二条", SECOND, [("maybe-stale-article", "第六条")]),
        ("第二条", THIRD, [("stale-article", "第七条")]),
        ("第三条", FIRST, [("article-of-later-text", "第一条")]),
        ("第三条", SECOND, []),
        ("第三条", THIRD, [("stale-article", "第四条、第五条")]),
        ("第四条", SECOND, []),
        ("第四条", THIRD, [("maybe-stale-article", "第八条")]),
        ("第六条", THIRD, [("stale-article", "")]),
        ("第九条", SECOND, [("article-of-later-text", "")]),
        ("第九条", THIRD, []),
        ("第二十条", THIRD, [("unknown-article", "")]),
        ("第二十条", SECOND, [("unknown-article", "")]),
    ],
)
def test_each_day_has_its_articles(article: str, day: date, found: list[tuple[str, str]]) -> None:
    assert _found(article, day) == found


def test_what_is_shipped_cites_by_the_newest_text() -> None:
    assert _found("第四条", SECOND, "CN-0001") == [("maybe-later-article", "第三条")]
    assert _found("第四条", THIRD, "CN-0001") == []
    assert _found("第四条", date(2026, 1, 1), "CN-0001") == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"earlier": [{"from": "2019-12-31"}]}, []),
        ({"earlier": [{"from": "2020-01-01"}]}, [("law-texts-overlap", 4)]),
        ({"earlier": [{"from": "2010-01-01"}, {"from": "2009-01-01"}]}, [("law-texts-overlap", 4)]),
        ({"earlier": [{"adopted": "2010-01-01"}]}, [("missing-field", 5)]),
        ({"to": "2020-01-01"}, [("law-ends-before-it-begins", 5)]),
        ({"replaced_by": "乙法"}, [("law-replaced-without-end", 5)]),
        ({"replaced_by": "甲法", "to": "2021-01-01"}, [("law-replaced-in-a-circle", 5)]),
        ({"replaced_by": "丙法", "to": "2021-01-01"}, [("law-replaced-by-unknown", 5)]),
        ({"replaced": {"第一条": {"law": "丙法"}}}, [("law-replaced-by-unknown", 5)]),
        ({"replaced": {"第一条": {"law": "乙法"}}}, []),
    ],
)
def test_the_registry_makes_sense(fields: dict[str, Any], found: list[tuple[str, int]]) -> None:
    text = listed("laws", [{"name": "甲法", "level": "law", "from": "2020-01-01"} | fields, law("乙法")])
    told = [(one.slug, one.location.line) for one in load_laws(text.encode())[1]]
    assert [slug for slug, _ in told] == [slug for slug, _ in found]


def test_a_circle_of_several_is_found_once_for_each() -> None:
    chain = {"甲法": "乙法", "乙法": "丙法", "丙法": "甲法", "丁法": "甲法"}
    laws = [law(old, to="2021-01-01", replaced_by=new) for old, new in chain.items()]
    found = [(one.slug, one.facts()["law"]) for one in load_laws(listed("laws", laws).encode())[1]]
    assert found == [("law-replaced-in-a-circle", name) for name in ("甲法", "乙法", "丙法")]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("中华人民共和国村民委员会组织法", "第九条", "第十一条"),
        ("中华人民共和国村民委员会组织法", "第三十条", "第三十五条"),
        ("中华人民共和国村民委员会组织法", "第三十七条", "第四十二条、第四十三条"),
        ("中华人民共和国城市居民委员会组织法", "第三条", "第十条"),
        ("中华人民共和国城市居民委员会组织法", "第十八条", ""),
    ],
)
def test_the_shipped_registry_knows_the_texts_of_2018(name: str, old: str, new: str) -> None:
    laws, findings = load_laws((shipped("catalogs") / "national" / "laws.yaml").read_bytes())
    assert findings == []
    before, after = date(2025, 6, 1), date(2026, 1, 1)
    assert laws[name].moved(old, before) is None
    assert laws[name].moved(old, after) == tuple(filter(None, new.split("、")))
    text = laws[name].text_on(before)
    assert text and (old in text.articles) is (old != "")
