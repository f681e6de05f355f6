"""What Word would show: the look of paragraphs and runs after styles, themes and direct formatting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWIPS_PER_PT = 20
LONGEST_CHAIN = 20  # styles that rest on each other; Word itself ends at about a dozen
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_OFF = ("0", "false", "off", "none")
_BLACK = ("", "auto", "000000", "00000A", "windowText")
_INDENTS = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}

Flat = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Length:
    """An indent: in characters of the paragraph's own size where the file says so, else in pt."""

    pt: float = 0.0
    characters: float = 0.0

    def at(self, size: float) -> float:
        """The indent in characters of `size` pt."""
        return self.characters or (self.pt / size if size else 0.0)


@dataclass(frozen=True, slots=True)
class Border:
    """A rule at the edge of a paragraph or cell: width in eighths of a pt, colour as RRGGBB or ''."""

    width: float
    color: str
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class RunLook:
    """Faces for Chinese and Latin characters, size and spacing in pt, colour as RRGGBB or '' for black."""

    east: str = ""
    latin: str = ""
    size: float = 10.0
    bold: bool = False
    color: str = ""
    spacing: float = 0.0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """`line` is in pt, or in lines where `rule` is auto; `first` is negative for a hanging indent."""

    style: str
    align: str
    first: Length
    left: Length
    right: Length
    line: float
    rule: str
    before: Length
    after: Length
    page_break: bool
    snapped: bool
    top: Border | None
    bottom: Border | None
    list_level: tuple[str, str] | None


class Looks:
    """The looks of one file. `styles` and `theme` are its parts, None where it has none."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._theme = _theme_faces(theme)
        self._styles: dict[str, etree._Element] = {}
        self._chains: dict[tuple[str, str], Flat] = {}
        self._seen: dict[str, ParagraphLook] = {}
        self._defaults: dict[str, Flat] = {"pPr": {}, "rPr": {}}
        self.normal = ""
        if styles is not None:
            self._read(styles)

    def _read(self, styles: etree._Element) -> None:
        for name in ("pPr", "rPr"):
            self._defaults[name] = flat(styles.find(f"{W}docDefaults/{W}{name}Default/{W}{name}"))
        for style in styles.iter(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._styles.setdefault(identity, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self.normal = identity

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of its style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        identity = "" if style is None else style.get(f"{W}val", "")
        return identity if identity in self._styles else self.normal

    def paragraph(self, paragraph: etree._Element) -> ParagraphLook:
        """Its look, without what an automatic number brings along."""
        identity = self.style_of(paragraph)
        direct = paragraph.find(f"{W}pPr")
        plain = direct is None or {_local(one) for one in direct} <= {"pStyle", "sectPr"}
        if plain and identity in self._seen:
            return self._seen[identity]
        found = dict(self._chain(identity, "pPr"))
        _overlay(found, flat(direct))
        made = _paragraph_look(self._name(identity), found)
        if plain:
            self._seen[identity] = made
        return made

    def run(self, run: etree._Element | None, style: str) -> RunLook:
        """The look of a run in a paragraph of that style; of the paragraph itself where `run` is None."""
        found = dict(self._chain(style, "rPr"))
        direct = None if run is None else run.find(f"{W}rPr")
        own = flat(direct)
        _overlay(found, self._chain(own["rStyle"], "rPr", False) if "rStyle" in own else {})
        _overlay(found, own)
        return RunLook(
            east=self._face(found, "eastAsia"),
            latin=self._face(found, "ascii") or self._face(found, "hAnsi"),
            size=number(found.get("sz", ""), 20) / 2,
            bold=_on(found, "b"),
            color=_color(found),
            spacing=number(found.get("spacing", "")) / TWIPS_PER_PT,
            hidden=_on(found, "vanish"),
        )

    def _name(self, identity: str) -> str:
        name = self._styles[identity].find(f"{W}name") if identity in self._styles else None
        return identity if name is None else name.get(f"{W}val", identity)

    def _chain(self, identity: str, name: str, defaults: bool = True) -> Flat:
        """The properties of a style and of all that it is based on, the defaults first."""
        key = (identity, name if defaults else f"{name}-")
        if key not in self._chains:
            found = dict(self._defaults[name]) if defaults else {}
            line: list[etree._Element] = []
            seen: set[str] = set()
            while identity in self._styles and identity not in seen and len(line) < LONGEST_CHAIN:
                seen.add(identity)
                line.append(self._styles[identity])
                base = line[-1].find(f"{W}basedOn")
                identity = "" if base is None else base.get(f"{W}val", "")
            for style in reversed(line):
                _overlay(found, flat(style.find(f"{W}{name}")))
            self._chains[key] = found
        return self._chains[key]

    def _face(self, found: Flat, slot: str) -> str:
        theme = found.get(f"rFonts.{slot}Theme", "")
        return (self._theme.get(theme, "") if theme else "") or found.get(f"rFonts.{slot}", "")


def flat(properties: etree._Element | None) -> dict[str, str]:
    """Properties by name: `jc`, `ind.left`, `pBdr.bottom.sz`; a mere switch says `1`."""
    found: dict[str, str] = {}
    for child in () if properties is None else properties:
        name = _local(child)
        if name in ("pBdr", "numPr", "tcBorders", "tblBorders"):
            for inner in child:
                found |= _attributes(f"{name}.{_local(inner)}", inner)
        elif name not in ("sectPr", "rPr", ""):
            found |= _attributes(name, child)
    return found


def _attributes(name: str, element: etree._Element) -> dict[str, str]:
    found = {name: element.get(f"{W}val", "1")}
    for attribute, value in element.attrib.items():
        word = str(attribute).rpartition("}")[2]
        if word != "val":
            found[f"{name}.{_INDENTS.get(word, word) if name == 'ind' else word}"] = str(value)
    return found


def _overlay(found: dict[str, str], over: Flat) -> None:
    """Puts `over` on top; what says the same thing in another way gives room."""
    for one, other in (("firstLine", "hanging"), ("hanging", "firstLine")):
        if f"ind.{one}" in over or f"ind.{one}Chars" in over:
            found.pop(f"ind.{other}", None)
            found.pop(f"ind.{other}Chars", None)
    for slot in ("ascii", "hAnsi", "eastAsia"):
        if f"rFonts.{slot}" in over:
            found.pop(f"rFonts.{slot}Theme", None)
    if "color" in over:
        found.pop("color.themeColor", None)
    found.update(over)


def _paragraph_look(style: str, found: Flat) -> ParagraphLook:
    hanging = _indent(found, "hanging")
    first = _indent(found, "firstLine")
    if hanging.pt or hanging.characters:
        first = Length(-hanging.pt, -hanging.characters)
    rule = found.get("spacing.lineRule", "auto")
    line = number(found.get("spacing.line", ""), 240)
    identity = found.get("numPr.numId", "0")
    return ParagraphLook(
        style=style,
        align={"start": "left", "end": "right"}.get(found.get("jc", "left"), found.get("jc", "left")),
        first=first,
        left=_indent(found, "left"),
        right=_indent(found, "right"),
        line=line / 240 if rule == "auto" else line / TWIPS_PER_PT,
        rule=rule,
        before=_spacing(found, "before"),
        after=_spacing(found, "after"),
        page_break=_on(found, "pageBreakBefore"),
        snapped=found.get("snapToGrid", "1") not in _OFF,
        top=border(found, "pBdr.top"),
        bottom=border(found, "pBdr.bottom"),
        list_level=None if identity == "0" else (identity, found.get("numPr.ilvl", "0")),
    )


def _indent(found: Flat, side: str) -> Length:
    pt = number(found.get(f"ind.{side}", "")) / TWIPS_PER_PT
    return Length(pt, number(found.get(f"ind.{side}Chars", "")) / 100)


def _spacing(found: Flat, side: str) -> Length:
    """Space above or below; its characters are lines."""
    pt = number(found.get(f"spacing.{side}", "")) / TWIPS_PER_PT
    return Length(pt, number(found.get(f"spacing.{side}Lines", "")) / 100)


def border(found: Flat, side: str) -> Border | None:
    """The rule at that side, None where there is none."""
    if found.get(side, "none") in ("none", "nil"):
        return None
    color = found.get(f"{side}.color", "auto")
    width, space = number(found.get(f"{side}.sz", ""), 4), number(found.get(f"{side}.space", ""))
    return Border(width, "" if color in _BLACK else color.upper(), space)


def number(text: str | None, otherwise: float = 0.0) -> float:
    """The number that an attribute says; `otherwise` where it is missing or no number."""
    return float(text) if text and _NUMBER.fullmatch(text) and len(text) < 12 else otherwise


def _on(found: Flat, name: str) -> bool:
    return found.get(name, "0") not in _OFF


def _color(found: Flat) -> str:
    if found.get("color.themeColor", "") in ("text1", "dark1"):
        return ""
    color = found.get("color", "auto")
    return "" if color in _BLACK else color.upper()


def _theme_faces(theme: etree._Element | None) -> dict[str, str]:
    """Faces by the names that rFonts calls them: `minorEastAsia`, `majorHAnsi` …"""
    found: dict[str, str] = {}
    for which in ("major", "minor"):
        fonts = None if theme is None else theme.find(f".//{_A}{which}Font")
        if fonts is None:
            continue
        latin, east = (_typeface(fonts.find(f"{_A}{name}")) for name in ("latin", "ea"))
        chinese = next((one for one in fonts.iter(f"{_A}font") if one.get("script") == "Hans"), None)
        found[f"{which}EastAsia"] = east or _typeface(chinese)
        found[f"{which}HAnsi"] = found[f"{which}Ascii"] = latin
    return found


def _typeface(font: etree._Element | None) -> str:
    return "" if font is None else font.get("typeface", "")


def _local(element: etree._Element) -> str:
    """Its name without the namespace; comments have none."""
    return str(element.tag).rpartition("}")[2]
