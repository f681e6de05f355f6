"""county.yaml as a value: who the county is, how it issues its papers, where its list stands, its signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from listgen.findings import Finding, Location, error
from listgen.project import ProjectFiles
from listgen.sources.fields import Fields
from listgen.sources.yaml import load_yaml

NONE = "无"  # what a clerk writes to say: there is none, on purpose
EDITION_NUMBER = r"\d{4}-\d{1,2}"
RARE, BEYOND = "补字", "补字扩展B"  # for characters outside GB 2312, and for those beyond the first plane
FACE_ROLES = ("仿宋", "楷体", "黑体", "宋体", "小标宋", RARE, BEYOND)
FACE_NAME = 31  # characters; Windows knows no longer one
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"(?=[^/:]{{3,253}}[/:])({_LABEL}\.)+(?=[a-z]){_LABEL}"  # a name: an IP address is not for ten years
_BASE_URL = re.compile(rf"https://{_HOST}(:(?P<port>[1-9][0-9]{{0,4}}))?(/(?!\.+/)[A-Za-z0-9._~-]+)*/")
_STOPS = ("：", "。", "；", "，", "、", ":", ".", ";", ",")  # papers put their own behind
_MAILBOX = r"[A-Za-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+|无"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which issue of the list this is; `--as-of` defaults to its date."""

    number: str
    date: date

    @property
    def title(self) -> str:
        """As papers and pages say it: 2026年版, 2026年第2版."""
        year, _, issue = self.number.partition("-")
        return f"{year}年版" if issue.lstrip("0") in ("", "1") else f"{year}年第{issue.lstrip('0')}版"


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
    """Where the online list will stand, and whom to tell of a wrong.

    From `former_base_urls`, where it stood before, the servers still forward to `base_url`.
    """

    base_url: str
    hotline: str
    mailbox: str
    former_base_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOrder:
    """What the county decides about its signs. `interior`: the ids of those that hang inside.

    `fallback` are pairs of roles of faces: what the first lacks may be taken from the second.
    """

    scheme: str
    hall_functions: tuple[str, ...]
    ink_condition: str
    fallback: tuple[tuple[str, str], ...] = ()
    interior: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class County:
    """county.yaml. `unreleased`: its list is none of those that were issued; papers and pages say so.

    `without` are the documents that it does not want made, by the names of their folders.
    """

    id: str
    name: str
    specimen: bool
    prefix: str
    edition: Edition
    issuing: Issuing
    online: Online
    signs: SignOrder
    division_code: str = ""
    unreleased: bool = False
    without: tuple[str, ...] = ()
    faces: tuple[tuple[str, str], ...] = ()  # of papers: role and name

    @property
    def level(self) -> str:
        """What the county calls itself in 县直, 县里: 县, 市, 区 or 旗."""
        return level_of(self.name)


def level_of(county: str) -> str:
    """The last character of a county's name where it says what it is, else 县."""
    return county[-1:] if county.endswith(("市", "区", "旗")) else "县"


def load_county(project: ProjectFiles) -> tuple[County | None, list[Finding]]:
    """county.yaml as a value; None when it has errors that leave nothing to go on with."""
    data = project.files.get("county.yaml")
    if data is None:  # a link or too large, and said so by read_project
        return None, []
    table, findings = load_yaml(data, "county.yaml")
    if table is None:
        return None, findings
    fields = Fields(table, findings)
    fields.choice("schema", ("1",))
    county = County(
        id=fields.code("id", r"[a-z0-9-]{1,40}"),
        name=fields.name("name", longest=20),
        specimen=fields.flag("specimen"),
        prefix=fields.code("prefix", r"[A-Z]{2}"),
        edition=_edition(fields.table("edition", required=True)),
        issuing=_issuing(fields.table("issuing", required=True), findings),
        online=_online(fields.table("online", required=True), findings),
        signs=_signs(fields.table("signs", required=True)),
        division_code=fields.code("division_code", r"[0-9]{6}", required=False),
        without=_documents(fields.table("documents")),
        faces=_faces(fields.table("faces")),
    )
    fields.finish()
    if county.prefix == "CN":
        findings.append(error("prefix-reserved", fields.place("prefix"), value="CN"))
    return county, findings


def _edition(fields: Fields) -> Edition:
    edition = Edition(fields.code("number", EDITION_NUMBER), fields.day("date", required=True) or date.min)
    fields.finish()
    return edition


def _issuing(fields: Fields, findings: list[Finding]) -> Issuing:
    issuing = Issuing(
        body=fields.text("body", required=True, longest=40),
        mark=_unless_none(fields.text("mark", required=True, longest=40)),
        number=_unless_none(fields.text("number", required=True, longest=40)),
        date=fields.day("date", required=True) or date.min,
        recipients=_unless_none(fields.text("recipients", required=True, longest=200)),
        copies=_unless_none(fields.text("copies", required=True, longest=200)),
    )
    for name, text in (("recipients", issuing.recipients), ("copies", issuing.copies)):
        if text.endswith(_STOPS):
            findings.append(error("stop-at-the-end", fields.place(name), field=name, value=text[-8:]))
    fields.finish()
    return issuing


def _documents(fields: Fields) -> tuple[str, ...]:
    without = fields.texts("without")
    fields.finish()
    return without


def _faces(fields: Fields) -> tuple[tuple[str, str], ...]:
    """The faces of papers by their roles, in the order of FACE_ROLES."""
    named = ((role, fields.name(role, required=False, longest=FACE_NAME)) for role in FACE_ROLES)
    faces = tuple((role, name) for role, name in named if name)
    fields.finish()
    return faces


def _online(fields: Fields, findings: list[Finding]) -> Online:
    base_url = fields.text("base_url", required=True)
    former = fields.entries("former_base_urls")
    findings += _base_url(base_url, fields.place("base_url"))
    for at, entry in enumerate(former):
        findings += _base_url(entry.value, entry.location)
        if entry.value == base_url:
            findings.append(error("former-base-url-in-use", entry.location, value=entry.value))
        elif entry.value in (other.value for other in former[:at]):
            findings.append(error("former-base-url-twice", entry.location, value=entry.value))
    online = Online(
        base_url=base_url,
        hotline=fields.code("hotline", r"[0-9][0-9-]{2,18}"),
        mailbox=_unless_none(fields.code("mailbox", _MAILBOX)),
        former_base_urls=tuple(entry.value for entry in former),
    )
    fields.finish()
    return online


def _base_url(url: str, place: Location) -> list[Finding]:
    """What keeps an address from carrying printed codes for ten years, by its first fault."""
    match = _BASE_URL.fullmatch(url)
    port = int(match["port"] or 0) if match else 0
    if not url or (match and port < 65536 and port != 443):
        return []
    return [error("base-url-not-https", place, value=url, why="port" if match else _fault(url))]


def _fault(url: str) -> str:
    """Which of the usual slips it is, or `form`."""
    host = url.partition("://")[2].partition("/")[0]
    slips = {
        "scheme": not url.lower().startswith("https://"),
        "query": "?" in url,
        "fragment": "#" in url,
        "user": "@" in host,
        "capitals": not url.startswith("https://") or host != host.lower(),
        "slash": not url.endswith("/"),
    }
    return next((slip for slip, found in slips.items() if found), "form")


def _signs(fields: Fields) -> SignOrder:
    signs = SignOrder(
        scheme=fields.code("scheme", r"[a-z0-9-]+"),
        hall_functions=fields.texts("hall_functions", required=True),
        ink_condition=fields.text("ink_condition") or "FOGRA39",
        fallback=_fallback(fields.table("fallback")),
        interior=tuple(id_ for id_ in fields.texts("interior") if id_ != NONE),
    )
    fields.finish()
    return signs


def _fallback(fields: Fields) -> tuple[tuple[str, str], ...]:
    return tuple((role, fields.text(role, required=True)) for role in fields.names())


def _unless_none(text: str) -> str:
    return "" if text == NONE else text
