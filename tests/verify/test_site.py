"""Each rule of a page, broken by hand."""

from __future__ import annotations

import pytest

from listgen.verify.facts import Facts
from listgen.verify.promised import Expected, Owner, Page, Row
from listgen.verify.site import PageError, check_expected_page, check_page, heading, read_page
from tests.verify.papers import BASE, HEAD, LINK, POLICY, SCRIPT, STYLE, page, source

FILE = "site/001733/index.html"
TITLE = "<title>青石村</title>"
FILES = {FILE, "site/index.html", "site/001750/index.html"}


def slugs(data: bytes) -> list[str]:
    return sorted({finding.slug for finding in check_page(read_page(data), FILE, FILES, {"flk.npc.example"})})


@pytest.mark.parametrize(
    "body",
    [
        '<p id="a">x</p><a href="#a">x</a>',
        '<a href="../index.html">x</a>',
        '<a href="../index.html#somewhere">x</a>',
        '<a href="tel:05705550100">x</a><a href="mailto:a@b.example">x</a>',
        '<a href="https://www.gov.cn/x">x</a><a href="https://flk.npc.example/x">x</a>',
    ],
)
def test_sound_pages(body: str) -> None:
    assert slugs(page(body)) == []


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        ('<a href="#b">x</a>', "page-link"),
        ('<a href="../001740/index.html">x</a>', "page-link"),
        ('<a href="../">x</a>', "page-link"),
        ('<a href="../../../etc/passwd">x</a>', "page-link"),
        ('<a href="/index.html">x</a>', "page-link"),
        ('<a href="http://[x">x</a>', "page-link"),
        ('<a href="https://evil.example/">x</a>', "page-outside"),
        ('<a href="//www.gov.cn/">x</a>', "page-outside"),
        ('<a href="https://gov.cn.evil.example/">x</a>', "page-outside"),
        ('<a href="javascript:alert(1)">x</a>', "page-outside"),
        ('<a href=" JavaScript:alert(1)">x</a>', "page-outside"),
        ('<img src="https://www.gov.cn/x.png">', "page-outside"),
        ('<img srcset="//cdn.example/x.png 2x">', "page-outside"),
        ('<img src="x.png">', "page-link"),
        ('<a ping="https://x.example/">x</a>', "page-outside"),
        ('<p style="background:url(https://x.example/a)">x</p>', "page-outside"),
        ('<svg><use xlink:href="https://x.example/a#b"/></svg>', "page-outside"),
        ('<p onclick="x()">x</p>', "page-active"),
        ("<iframe></iframe>", "page-active"),
        ("<form></form>", "page-active"),
        ('<img src="data:image/gif;base64,R0">', "page-active"),
        ("<template>x</template>", "page-active"),
        ("<noscript>x</noscript>", "page-active"),
        ("<dialog>x</dialog>", "page-active"),
        ("<p hidden>x</p>", "page-active"),
        ('<div hidden id="none"><details id="x"></details></div>', "page-active"),
        ('<div class="js"><details id="x"></details></div>', "page-active"),
        ('<p style="display:none">x</p>', "page-active"),
        ('<p aria-hidden="true">x</p>', "page-active"),
        ("<details><summary>x</summary></details>", "page-active"),
        ('<p id="a">x</p><p id="a">x</p>', "page-active"),
        ('<input type="password">', "page-active"),
        ("<svg><a><set></set></a></svg>", "page-active"),
        ("<svg><b>x</b></svg>", "page-active"),
        ("<style>p{margin:0}</style>", "page-active"),
        ("<!--><p>x</p>-->", "page-active"),
        ("<p>x<?y?></p>", "page-active"),
        ('<a href="https://evil.example\\.gov.cn/">x</a>', "page-outside"),
        ('<a href="https://evil.example%2f.gov.cn/">x</a>', "page-outside"),
        ('<a href="https://evil.example;.gov.cn/">x</a>', "page-outside"),
        ('<a href="https://evil.example&#9;.gov.cn/">x</a>', "page-outside"),
        ('<a href="https://evil.example@www.gov.cn/">x</a>', "page-outside"),
        ('<a href="https://www.gov.cn:8443/">x</a>', "page-outside"),
        ('<a href="\\\\evil.example/">x</a>', "page-outside"),
        ('<a href="/\\evil.example/">x</a>', "page-outside"),
        ('<script>alert("x")</script>', "page-policy"),
        ('<script type="application/ld+json">{}</script>', "page-policy"),
    ],
)
def test_bodies(body: str, slug: str) -> None:
    assert slug in slugs(page(body))


@pytest.mark.parametrize(
    ("head", "slug"),
    [
        ('<meta http-equiv="refresh" content="0;url=x">', "page-active"),
        ('<meta http-equiv=" refresh" content="0;url=x">', "page-active"),
        ('<meta name="x" content="y">', "page-active"),
        ('<link rel="stylesheet" href="data:text/css,*{display:none}">', "page-active"),
        ('<base href="https://x.example/">', "page-active"),
        ('<link rel="stylesheet" href="https://x.example/a.css">', "page-outside"),
        ('<meta http-equiv="Content-Security-Policy" content="default-src *">', "page-policy"),
        ("<style>p{margin:1px}</style>", "page-policy"),
    ],
)
def test_heads(head: str, slug: str) -> None:
    assert slug in slugs(page("", head=head))


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "default-src 'self'",
        "default-src 'none'",  # the inline style's hash is missing
        POLICY.replace("style-src", "style-src 'unsafe-inline'"),
        POLICY.replace("style-src", f"style-src {source('p{}')}"),
        POLICY.replace("img-src data:", "img-src data: https:"),
        POLICY.replace("script-src", "script-src 'nonce-x'"),
        POLICY.replace("; base-uri 'none'", ""),
        POLICY.replace("; form-action 'none'", ""),
        f"{POLICY}; connect-src evil.example",
        f"{POLICY}; script-src-elem 'unsafe-inline'",
        f"default-src *; {POLICY}",
    ],
)
def test_policies(policy: str) -> None:
    assert slugs(page("", policy=policy)) == ["page-policy"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<noscript>", "</noscript>"),
        ("<template>", "</template>"),
        ("</head><body>", ""),
        ("text", ""),
        ("<script>var c</script>", ""),
        ('<link rel="icon" href="data:,">', ""),
        ('<meta http-equiv="x-ua-compatible" charset="x" content="y">', ""),
    ],
)
def test_a_policy_stands_first_in_the_head(before: str, after: str) -> None:
    assert "page-policy" in slugs(page("", before=before, after=after))


def test_a_page_carries_what_its_sisters_do() -> None:
    page_of = Page(FILE, "青石村", inline=(source(STYLE), source(HEAD), source(SCRIPT)))
    county = Expected(BASE, (), Facts({}, "county"), {}, (), ())
    owner = village(page="")
    other = page(
        "",
        head=TITLE,
        style="h1{display:none}",
        policy=POLICY.replace(source(STYLE), source("h1{display:none}")),
    )
    for data, found in ((page("", head=TITLE), []), (other, ["page-policy"])):
        assert [one.slug for one in check_expected_page(read_page(data), page_of, owner, county)] == found
    assert slugs(other) == []


def test_css_from_outside() -> None:
    assert "page-outside" in slugs(page("", style="@import 'https://x.example/a.css'"))
    assert "page-outside" in slugs(page("", style="p{background:url(https://x.example/a.png)}"))


@pytest.mark.parametrize("data", [b"", b"<!-- -->"])
def test_unreadable(data: bytes) -> None:
    with pytest.raises(PageError):
        read_page(data)


@pytest.mark.parametrize(
    ("text", "found"), [("<h1>青 石\n村</h1>", "青 石 村"), ("", ""), ("<h1>甲</h1><h1>乙</h1>", "")]
)
def test_heading(text: str, found: str) -> None:
    assert heading(read_page(page("<p>x</p>", heading=text))) == found


ROWS = (
    Row("CN-0001", "duty", ("婚姻登记", "…")),
    Row("CN-0002", "duty", ("户口登记", "…")),
    Row("CN-0101", "not-permitted", ("婚姻状况证明", "…")),
)
ITEMS = {"duty": ("CN-0001", "CN-0002"), "assist": (), "not-permitted": ("CN-0101",)}


def village(**changes: object) -> Owner:
    given: dict[str, object] = {
        "id": "00173",
        "level": "village",
        "name": "青石村",
        "url": LINK,
        "page": FILE,
        "successor": "",
        "items": ITEMS,
    }
    return Owner(**{**given, "documents": (), "signs": (), "codes": (), "pages": (), **changes})  # type: ignore[arg-type]


def expected_slugs(data: bytes, owner: Owner, path: str = FILE, **marks: bool) -> list[str]:
    successor = village(id="00175", name="新寨村", page="site/001750/index.html")
    expected = Expected(BASE, (), Facts(dict(marks), "county"), {"duty": "履职"}, ROWS, (owner, successor))
    found = check_expected_page(read_page(data), Page(path, "青石村"), owner, expected)
    return sorted({finding.slug for finding in found})


def block(*items: tuple[str, str], count: int | None = None) -> str:
    details = "".join(f'<details id="{id_}"><summary>{name}</summary></details>' for id_, name in items)
    return f"<section><h2>能办 {len(items) if count is None else count} 项</h2>{details}</section>"


ONE, TWO, THREE = ("CN-0001", "1 婚姻登记"), ("CN-0002", "2 户口登记"), ("CN-0101", "1 婚姻状况证明")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (block(ONE, TWO) + block() + block(THREE), []),
        (block(ONE) + block(THREE), ["page-items"]),
        (block(TWO, ONE) + block(THREE), ["page-items"]),
        (block(ONE, TWO, THREE), ["page-items"]),
        (block(ONE, TWO), ["page-items"]),
        (block(ONE, TWO) + block(THREE) + block(("CN-0999", "多出的")), ["page-items"]),
        (block(ONE, TWO) + block(THREE, ("CN-0999", "多出的")), ["page-items"]),
        (block(ONE, TWO, count=3) + block(THREE), ["page-count"]),
        (block(ONE, ("CN-0002", "户囗登记")) + block(THREE), ["page-item-name"]),
    ],
)
def test_items_of_a_village(body: str, found: list[str]) -> None:
    assert expected_slugs(page(body), village()) == found


def test_headings_and_specimens() -> None:
    good = block(ONE, TWO) + block(THREE)
    assert expected_slugs(page(good, heading="<h1>清石村</h1>"), village()) == ["page-heading"]
    assert expected_slugs(page(good), village(), specimen=True) == ["specimen-missing"]
    assert expected_slugs(page(good + "示例"), village(), specimen=True) == []
    assert expected_slugs(page(good), village(), unreleased=True) == ["unreleased-missing"]
    assert expected_slugs(page(good + "未发布"), village(), unreleased=True) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('已并入新寨村 <a href="../001750/index.html">x</a>', []),
        ('已并入新村 <a href="../001750/index.html">x</a>', ["page-successor"]),
        ('已并入新寨村 <a href="../index.html">x</a>', ["page-successor"]),
    ],
)
def test_merged_villages(body: str, found: list[str]) -> None:
    assert expected_slugs(page(body), village(successor="00175", items={})) == found


def test_an_unknown_successor() -> None:
    assert expected_slugs(page("新寨村"), village(successor="00999", items={})) == ["page-successor"]
