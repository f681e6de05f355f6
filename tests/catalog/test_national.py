"""The shipped catalog: complete, carried by law in force, worded for those who read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from listgen.catalog.citations import check_citations
from listgen.catalog.items import load_items
from listgen.catalog.kinds import load_kinds
from listgen.catalog.laws import load_laws
from listgen.catalog.model import COMMUNITY, VILLAGE, Catalog, Item
from listgen.findings import has_errors
from listgen.resources import shipped
from listgen.typeset.faces import read_faces

NATIONAL = shipped("catalogs") / "national"
DAY = date(2026, 11, 21)


def _load() -> Catalog:
    kinds, findings = load_kinds((NATIONAL / "kinds.yaml").read_bytes())
    files = {path.name: path.read_bytes() for path in (NATIONAL / "items").glob("*.yaml")}
    items, found = load_items(files, kinds)
    findings += found
    laws, found = load_laws((NATIONAL / "laws.yaml").read_bytes())
    assert findings + found == []
    return Catalog(items, laws, kinds.kinds, {}, (), (), {})


CATALOG = _load()
ITEMS = CATALOG.items
each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)


def _texts(item: Item) -> Iterator[str]:
    """Everything of an item that is printed, shown or searched."""
    yield from (item.name, item.short, item.content, item.domain, item.lead)
    yield from (item.plain, item.scope, item.verb)
    yield from item.keywords
    yield from (item.community.name, item.community.short, item.community.content, item.community.plain)
    yield from (item.community.who, item.community.how)
    if item.destination:
        yield from (item.destination.who, item.destination.how)
    yield from map(str, item.policy)
    yield from (f"《{citation.law}》{citation.article}" for citation in item.basis)


def _of_kinds() -> Iterator[str]:
    for kind in CATALOG.kinds:
        yield from (kind.title, kind.short, kind.door, kind.door_community, kind.hint, kind.hint_community)
        yield from (column.title for column in kind.columns)


def test_every_item_is_there_once() -> None:
    assert Counter(item.kind for item in ITEMS) == {"duty": 40, "assist": 53, "not-permitted": 49}
    assert sorted(item.id for item in ITEMS) == [f"CN-{number:04}" for number in range(1, 143)]


def test_names_are_unique_in_a_kind() -> None:
    names = Counter((item.kind, item.name) for item in ITEMS)
    names += Counter((item.kind, item.community.name) for item in ITEMS if item.community.name)
    assert [name for name, times in names.items() if times > 1] == []


def test_every_citation_is_in_force() -> None:
    found = list(check_citations(CATALOG, DAY))
    assert not has_errors(found), [finding for finding in found if has_errors([finding])]


@each_item
def test_nothing_is_left_out(item: Item) -> None:
    assert item.plain and item.keywords and item.content and item.domain and item.applies
    assert item.destination is not None or item.kind != "not-permitted"
    assert item.lead or item.kind == "not-permitted"
    assert len(set(item.keywords)) == len(item.keywords)


@each_item
def test_the_county_fills_the_fields_of_the_county(item: Item) -> None:
    assert not item.service and not item.confirmed and not item.local
    assert item.extra == {} and item.state == "in-force"


@pytest.mark.parametrize("organisation", [VILLAGE, COMMUNITY])
def test_what_is_often_asked_has_a_default(organisation: str) -> None:
    """A county that has only just begun shows something too, and may mark other items. Help comes first."""
    asked = [item for item in ITEMS if item.frequent and organisation in item.applies]
    assert not any(item.default_off or organisation in item.needs_confirmation for item in asked)
    assert 6 <= len(asked) <= 10
    assert {item.kind for item in asked} == {kind.id for kind in CATALOG.kinds}
    assert [item.kind for item in asked[:2]].count("not-permitted") == 0
    # The search box shows the first word of the first two
    assert all(2 <= len(item.keywords[0]) <= 4 for item in asked[:2])


@each_item
def test_wording_for_villagers_is_short(item: Item) -> None:
    """One sentence, or two; a county has 90 characters."""
    for text in filter(None, (item.plain, item.community.plain)):
        assert len(text) <= 55 and text.endswith("。") and text.count("。") <= 2


@each_item
def test_a_community_is_sent_to_its_street_first(item: Item) -> None:
    if COMMUNITY in item.applies:
        text = item.community.plain or item.plain
        assert not re.search("(?<!（)乡镇|、乡镇", text), text
        if item.destination is not None:
            who = item.community.who or item.destination.who
            assert not re.search("(?<!（)乡镇|、乡镇", who), who


HALF_WIDTH = re.compile(r"""[,;:()!?'"\[\]<>]|\s|(?<![0-9])[.]|[.](?![0-9])""")
FULL_WIDTH = "，。、；：（）“”《》〔〕—…·？！"


@each_item
def test_punctuation_is_chinese(item: Item) -> None:
    for text in _texts(item):
        assert not HALF_WIDTH.search(text), text
        for open_, close in ("（）", "“”", "《》", "〔〕"):
            assert text.count(open_) == text.count(close), text
        assert not re.search("[，。、；：][，。、；：]|（）|^[，。、；：）]", text), text


def test_characters_are_simplified() -> None:
    """GB 2312 holds the simplified forms alone, so a traditional or Japanese form stands out."""
    text = "".join(
        {char for item in ITEMS for text in _texts(item) for char in text} | set("".join(_of_kinds()))
    )
    odd = [char for char in text if not char.isascii() and char not in FULL_WIDTH]
    assert [char for char in odd if not "一" <= char <= "鿿"] == []
    assert "".join(odd).encode("gb2312").decode("gb2312") == "".join(odd)


@pytest.mark.parametrize("role", ["serif-black", "sans-bold"])
def test_every_character_is_in_the_shipped_faces(role: str) -> None:
    face = read_faces(shipped("fonts")).face(role)
    everything = "".join({char for item in ITEMS for text in _texts(item) for char in text})
    assert face.missing(everything + "".join(_of_kinds())) == ()


ENFORCEMENT = re.compile("行政执法|执法工作|行政处罚|责任主体")
VILLAGE_BODIES = re.compile("村民委员会|居民委员会|村级组织|村委会|居委会|村（社区）|^村|^社区")


def test_enforcement_is_never_the_village_s() -> None:
    about = [item for item in ITEMS if ENFORCEMENT.search(item.name + item.content)]
    assert len(about) >= 2
    for item in about:
        assert item.kind == "not-permitted" and item.destination is not None, item.id
        assert not VILLAGE_BODIES.search(item.lead), item.id
        assert not VILLAGE_BODIES.search(item.destination.who), item.id


@each_item
def test_nothing_not_permitted_leads_back_to_the_village(item: Item) -> None:
    if item.destination is not None:
        for who in (item.destination.who, item.community.who):
            assert not VILLAGE_BODIES.search(who), who


OF_A_VILLAGE = re.compile("村民(?!（居民）)|村务|村里|本村|村委会|村集体")


@each_item
def test_a_community_is_not_spoken_to_as_a_village(item: Item) -> None:
    if COMMUNITY in item.applies:
        how = item.community.how or (item.destination.how if item.destination else "")
        for text in (
            item.community.name or item.name,
            item.community.short or item.short,
            item.community.plain or item.plain,
            item.community.content or item.content,
            how,
        ):
            assert not OF_A_VILLAGE.search(text), text
    else:
        assert item.applies == (VILLAGE,) and not any((item.community.name, item.community.short))
        assert not item.community.plain


def test_a_ban_by_policy_is_not_called_a_law() -> None:
    certificates = [item for item in ITEMS if (item.kind, item.subtype) == ("not-permitted", "certificate")]
    assert len(certificates) == 33
    for item in certificates:
        forbidden = any(citation.role == "prohibits" for citation in item.basis)
        assert (item.basis_type == "law") is forbidden, item.id
        assert item.policy or forbidden, item.id


PAPER_WORDS = re.compile(
    "^((组织)?开展|协助(开展|做好|加强)|配合|做好|加强|推[进动]|落实|实行|依法|作为|承担)|工作$"
)


def _shorts(organisation: str) -> dict[str, str]:
    """The everyday names that a village or a community reads on its page, by the item's id."""
    community = organisation == COMMUNITY
    return {
        item.id: (community and item.community.short) or item.short
        for item in ITEMS
        if organisation in item.applies
    }


@each_item
def test_everyday_names_are_short_and_plain(item: Item) -> None:
    """A county has 14 characters; the shipped ones stay within the 11 that a phone shows in one line."""
    for short in filter(None, (item.short, item.community.short)):
        assert len(short) <= 11 and not PAPER_WORDS.search(short), short
        assert re.fullmatch("[一-鿿0-9]+(、[一-鿿]+)*(（[一-鿿]+）)?", short), short
    assert len(item.short) >= 4
    assert not item.community.short or item.community.short != item.short


@pytest.mark.parametrize("organisation", [VILLAGE, COMMUNITY])
def test_an_everyday_name_is_given_once(organisation: str) -> None:
    """In the whole list, not only in a kind: a search shows the items of all kinds together."""
    shorts = Counter(_shorts(organisation).values())
    assert [short for short, times in shorts.items() if times > 1] == []


@pytest.mark.parametrize("organisation", [VILLAGE, COMMUNITY])
def test_everyday_names_of_a_kind_differ_from_the_start(organisation: str) -> None:
    """Two characters are what the eye takes in when it runs down a list."""
    kinds = {item.id: item.kind for item in ITEMS}
    starts: dict[tuple[str, str], list[str]] = {}
    for id_, short in _shorts(organisation).items():
        starts.setdefault((kinds[id_], short[:2]), []).append(short)
    assert [alike for alike in starts.values() if len(alike) > 1] == []


@each_item
def test_an_everyday_name_is_not_the_name_of_another(item: Item) -> None:
    others = {name for other in ITEMS if other is not item for name in (other.name, other.community.name)}
    assert item.short not in others and (item.community.short or item.short) not in others


def test_a_certificate_that_is_not_given_keeps_its_last_word() -> None:
    """Offices ask for a 证明, and by that word people look for it."""
    for item in ITEMS:
        if (item.kind, item.subtype) == ("not-permitted", "certificate"):
            assert item.short.endswith("证明"), item.id
