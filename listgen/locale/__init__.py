"""Wording: every slug, help text and label in Chinese and English, from the tables beside this file."""

from __future__ import annotations

import gettext
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from listgen.findings import Finding

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = (CHINESE, ENGLISH)
TABLES = ("input", "verify", "cli", "answers")
FACTS = "facts"
PHRASES = "phrases"
VALUES = "values"
FIX = "fix"  # the context of a fix, in the sense of gettext
LONGEST_FACT = 80  # characters of one fact in a sentence
LONGEST_LIST = 600
# Commands that take the project first; where a sentence gives one something else, it is left as it is.
_ON_A_PROJECT = re.compile(
    r"listgen (build|check|count|links (?:mint|issue|list|retire|map)|order (?:new|list|withdraw|archive)"
    r"|record list|release list|record new \w+|workbook export|release(?! list))\b(?! [{项P])"
)
_LISTS = frozenset({"known", "choices", "faces", "files", "former", "others"})  # a fix needs them to the end


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding in one language: what is wrong, and what to type where."""

    message: str
    fix: str


class Translation(gettext.NullTranslations):
    """The tables in one language. A message without an entry comes back as it is."""

    def __init__(self, language: str, messages: Mapping[str, str], fixes: Mapping[str, str]) -> None:
        super().__init__()
        self.language = language
        self._messages = messages
        self._fixes = fixes

    def gettext(self, message: str) -> str:
        return self._messages.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self._fixes.get(message, "") if context == FIX else self.gettext(message)


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """A table by its name: slug → zh, zh_fix, en, en_fix. Empty when there is none."""
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


@cache
def translation(language: str) -> Translation:
    """The wording in one of LANGUAGES."""
    entries = {slug: entry for name in TABLES for slug, entry in table(name).items()}
    messages = {slug: entry[language] for slug, entry in entries.items() if language in entry}
    fixes = {
        slug: entry[f"{language}_{FIX}"] for slug, entry in entries.items() if f"{language}_{FIX}" in entry
    }
    return Translation(language, messages, fixes)


def word(finding: Finding, language: str, project: str = "") -> Worded:
    """A finding in words. One that no table knows comes back as its bare facts, never as an exception.

    `project`: as it has to be typed, for the commands that the fix names; '' where the command stands.
    """
    words, slug = translation(language), finding.slug
    facts = {"place": str(finding.location)}
    facts |= {name: _fact(slug, name, text, language) for name, text in finding.values}
    facts |= _phrases(finding, facts, language)
    bare = "; ".join(f"{name}={visible(text)}" for name, text in finding.values)
    known = words.gettext(slug)
    message = fill(known, facts) if known != slug else ""
    return Worded(message or bare or slug, fill(pointed(words.pgettext(FIX, slug), project), facts))


def named(language: str, name: str) -> str:
    """What a clerk calls a value that code knows by `name`; one that no table knows comes back as it is."""
    return table(VALUES).get(name, {}).get(language, name)


def say(language: str, key: str, project: object = "", **values: object) -> str:
    """A label or a sentence of the command line; `project` also as in `word`."""
    named = str(project)
    facts = {name: str(value) for name, value in values.items()} | {"project": named}
    return fill(pointed(translation(language).gettext(key), named), facts)


def pointed(template: str, project: str) -> str:
    """A sentence whose commands name the project that they are about, to be typed as they stand."""
    named = project.replace("{", "{{").replace("}", "}}")
    return _ON_A_PROJECT.sub(lambda found: f"{found[0]} {named}", template) if project else template


def fill(template: str, facts: Mapping[str, str]) -> str:
    """`template` with its {names} filled; empty when it names a fact that there is not."""
    try:
        return template.format_map(facts)
    except (KeyError, IndexError, ValueError, AttributeError):
        return ""


def visible(text: str, longest: int = LONGEST_FACT) -> str:
    """`text` as a terminal may show it: what cannot be seen, or acts on it, as 〔U+XXXX〕; not too long."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(char if char.isprintable() else f"〔U+{ord(char):04X}〕" for char in cut)


def _phrases(finding: Finding, facts: Mapping[str, str], language: str) -> dict[str, str]:
    """The facts that are sentences of their own and name others: where, and what to do about it."""
    known = table(PHRASES)
    found = ((name, known.get(f"{name}={text}")) for name, text in finding.values)
    return {name: fill(entry[language], facts) for name, entry in found if entry}


def _fact(slug: str, name: str, text: str, language: str) -> str:
    """A fact in words where code knows only a pattern, a library's phrase or nothing."""
    known = table(FACTS)
    for key in (f"{slug}.{name}={text}", f"{name}={text}", f"{slug}.{name}=*"):
        if key in known:
            return known[key][language]
    return visible(text, LONGEST_LIST if name in _LISTS else LONGEST_FACT)
