"""Redirect maps for the servers of addresses that were given up: every printed link whose page moved.

A merged village keeps a page of its own, which names the successor; links are sent past it only on demand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from listgen.catalog.model import Village
from listgen.county import Online
from listgen.findings import Finding
from listgen.links import Link, page_path, page_url
from listgen.preflight import check_project
from listgen.preflight.links import base_of, successors

NGINX, APACHE = "redirects.nginx.conf", "redirects.apache.conf"
_OTHER_PAGES = ("", r"index\.html", r"[it]/[0-9A-Za-z-]+/(?:index\.html)?", r"services\.jsonld")
_AT_ONCE = 100  # pages in one pattern: nginx takes no word of more than 4096 bytes

_ABOUT = """\
# 已经印在牌上的码，从旧网址转到现在的网页；旧网址有自己的文件夹的，首页、乡镇页、事项页也跟着转。
# 由 listgen links map 生成，不要手工改；有变动时重新生成。
# 用 302（临时跳转）：手机会一直记住 301，以后再搬家就转不过去了。不要改成 301。
# 带不带末尾的斜杠、带不带 index.html，都能转。
"""
_NGINX = """\
# 用法：把本文件放进 nginx 的 http { } 一级（例如 conf.d 文件夹），再在旧网址的 server { } 里加一行：
#     if ($listgen_moved) { return 302 $listgen_moved; }
# 然后运行 nginx -t 检查，重新加载，再用手机扫一个旧码确认。
"""
_APACHE = """\
# 用法：在旧网址的 VirtualHost 里加一行 Include，指向本文件；或者把内容放进旧网址网站根目录的 .htaccess。
# 要用到 mod_rewrite。改好后重新加载，再用手机扫一个旧码确认。
"""
_NOTHING = "# 现在没有要转的网址：印过的码都直接打开现在的网页。\n"
_SKIPPED = "# 没有写进来：{base} 与现在的网址只差端口，请在旧端口上整站转到 {now}\n"


@dataclass(frozen=True, slots=True)
class Rule:
    """Pages (six digits each) below `base` that go to `target`, or each to its own page below it.

    `others`: no printed pages, but the patterns of the list's other pages; each goes to its own.
    """

    base: str
    pages: tuple[str, ...]
    target: str
    own_page: bool
    others: bool = False

    @property
    def ends(self) -> str:
        """What may stand after the page, as a pattern."""
        return "$" if self.others else r"(?:/|/index\.html)?$"

    @property
    def slash(self) -> str:
        """What a page's address ends in at the target."""
        return "" if self.others else "/"


@dataclass(frozen=True, slots=True)
class Maps:
    """The files by name, and how many printed addresses they forward; nothing when an error was found.

    `others`: the list's other pages are forwarded, too. `skipped` are former addresses that no rule serves.
    """

    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]
    count: int = 0
    others: bool = False
    skipped: tuple[str, ...] = ()


def redirect_maps(folder: Path, follow_merged: bool = False) -> Maps:
    """The maps of a sound project. `follow_merged`: links of a merged village go to its successor's page."""
    checked = check_project(folder)
    if checked.subject is None:
        return Maps(checked.findings, {})
    online = checked.subject.county.online
    villages = {village.id: village for village in checked.subject.catalog.villages}
    printed = tuple(_rules(checked.subject.links, villages, online, follow_merged))
    others = tuple(_other_pages(online))
    rules = (*printed, *others)
    files = {NGINX: _nginx(rules, online).encode(), APACHE: _apache(rules, online).encode()}
    count = sum(len(rule.pages) for rule in printed)
    return Maps(checked.findings, files, count, bool(others), tuple(_skipped_bases(online)))


def _rules(
    links: Iterable[Link], villages: Mapping[str, Village], online: Online, follow_merged: bool
) -> Iterator[Rule]:
    """By former address in the order of county.yaml, then today's; pages in the order of their digits."""
    printed: dict[str, set[str]] = {}
    for link in links:
        printed.setdefault(base_of(link), set()).add(link.id)
    for base in (*online.former_base_urls, online.base_url):
        moved: dict[tuple[str, bool], list[str]] = {}
        for id_ in sorted(printed.get(base, ())):
            followers = successors(villages[id_], villages)
            if follow_merged and followers:
                key = (page_url(online.base_url, followers[-1].id), False)
            else:
                key = (online.base_url, True)
            if base != online.base_url or not key[1]:
                moved.setdefault(key, []).append(page_path(id_).rstrip("/"))
        if not _only_port(base, online.base_url):
            for (target, own_page), pages in moved.items():
                for at in range(0, len(pages), _AT_ONCE):
                    yield Rule(base, tuple(pages[at : at + _AT_ONCE]), target, own_page)


def _other_pages(online: Online) -> Iterator[Rule]:
    """The front page, townships, items and data of each former address that had a folder of its own.

    At the root of a host other pages may stand today; from a folder into one below it a rule would run in a
    circle. Nothing but the list's own pages is named, since a folder may be shared.
    """
    host, path = _parts(online.base_url)
    for base in online.former_base_urls:
        old_host, old_path = _parts(base)
        if old_path != "/" and not (old_host == host and path.startswith(old_path)):
            yield Rule(base, _OTHER_PAGES, online.base_url, True, others=True)


def _skipped_bases(online: Online) -> Iterator[str]:
    return (base for base in online.former_base_urls if _only_port(base, online.base_url))


def _only_port(base: str, now: str) -> bool:
    """Whether two addresses differ in the port alone, unseen by the rules, which would run in a circle."""
    return base != now and _parts(base) == _parts(now)


def _parts(base: str) -> tuple[str, str]:
    """Host without the port, and path, of a base address."""
    authority, _, path = base.removeprefix("https://").partition("/")
    return authority.partition(":")[0], f"/{path}"


def _literal(text: str) -> str:
    """A host or a path as a pattern: of what a base address may have, only the dot means something else."""
    return text.replace(".", r"\.")


def _skipped(online: Online) -> str:
    return "".join(_SKIPPED.format(base=base, now=online.base_url) for base in _skipped_bases(online))


def _nginx(rules: tuple[Rule, ...], online: Online) -> str:
    lines = ['map "$host$uri" $listgen_moved {', '    default "";']
    for rule in rules:
        host, path = _parts(rule.base)
        target = f"{rule.target}$listgen_page{rule.slash}" if rule.own_page else rule.target
        page = f"(?<listgen_page>{'|'.join(rule.pages)})"
        lines.append(f'    "~^{_literal(host + path)}{page}{rule.ends}" "{target}";')
    nothing = "" if rules else _NOTHING
    return _ABOUT + _NGINX + nothing + _skipped(online) + "\n".join([*lines, "}", ""])


def _apache(rules: tuple[Rule, ...], online: Online) -> str:
    blocks = ["RewriteEngine On\n"] if rules else []
    for rule in rules:
        host, path = _parts(rule.base)
        target = f"{rule.target}%1{rule.slash}" if rule.own_page else rule.target
        pages = "|".join(rule.pages)
        blocks.append(
            f"RewriteCond %{{HTTP_HOST}} ^{_literal(host)}(?::[0-9]+)?$ [NC]\n"
            f"RewriteCond %{{REQUEST_URI}} ^{_literal(path)}({pages}){rule.ends}\n"
            f"RewriteRule ^ {target} [R=302,L]\n"
        )
    nothing = "" if rules else _NOTHING
    return _ABOUT + _APACHE + nothing + _skipped(online) + "".join(blocks)
