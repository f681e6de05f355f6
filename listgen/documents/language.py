"""The language of templates: it names data, loops and chooses, and can do nothing else.

A tag is judged alone, with its place, before any template is assembled: jinja knows lines, a clerk
knows paragraphs. What is not on the list below (calls, arithmetic, macros, imports) is refused, so a
template can neither run code nor run for long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from listgen.documents.faults import MISTYPED, NOT_ALLOWED, UNKNOWN_WORD
from listgen.documents.tags import TagError, narrow

OPENERS = {"for": "endfor", "if": "endif"}
CLOSERS = {"endfor": "for", "endif": "if"}
MIDDLES = ("elif", "else")
DEEPEST = 5

WORDS = (*OPENERS, *CLOSERS, *MIDDLES)
# What is typed by those who take the words for Chinese ones.
_CHINESE = {"如果": "if", "若": "if", "否则": "else", "否则如果": "elif", "elseif": "elif", "elsif": "elif"}
_CHINESE |= {"循环": "for", "遍历": "for", "每个": "for", "foreach": "for"}
_CHINESE |= {"结束如果": "endif", "结束循环": "endfor", "结束": "endif", "end": "endif"}

# Word and WPS curl quotation marks while one types, and what was copied from a page has unseen characters.
_QUOTES = str.maketrans("“”‘’", "\"\"''", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FILTERS = ("length",)
_ALLOWED = (
    nodes.Output,
    nodes.For,
    nodes.If,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `word` is for, endfor, if, elif, else, endif, output or comment; `node` what it says."""

    text: str
    word: str
    node: nodes.Node | None

    @property
    def block(self) -> bool:
        """Whether it opens, parts or closes something."""
        return self.word not in ("output", "comment")


LOOP = ("index", "first", "last", "length")  # what a loop knows of itself


class Language(ImmutableSandboxedEnvironment):
    """Data are mappings and lists of text, so a dot means an entry and never a method."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)
        self.globals.clear()

    def getattr(self, obj: object, attribute: str) -> object:
        """The entry `attribute` of a mapping, or what a loop knows of itself."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


LANGUAGE = Language()


def read_tag(written: str) -> Tag:
    """The tag that was written. Raises TagError."""
    text = written.translate(_QUOTES)
    if text.startswith("{#"):
        return Tag(text, "comment", None)
    bare = _QUOTED.sub("", " ".join(text.split()))
    typed = narrow(text)
    if narrow(bare) != bare and _reads(typed):
        raise TagError(written, "characters of full width", MISTYPED, near=typed)
    return _read(text, written)


def _reads(text: str) -> bool:
    try:
        _read(text, text)
    except TagError:
        return False
    return True


def _read(text: str, written: str) -> Tag:
    if text.startswith("{{"):
        return Tag(text, "output", _judged(text, written))
    inner = text[2:-2].strip("-+").strip()
    word, _, rest = " ".join(inner.split(None, 1)).partition(" ")
    if word in CLOSERS or word == "else":
        if rest:
            near = "elif" if rest.startswith("if ") else ""
            raise TagError(written, f"{word} takes nothing", UNKNOWN_WORD, f"{word} {rest}", near or word)
        return Tag(f"{{% {word} %}}", word, None)
    if word == "elif":
        return Tag(f"{{% {inner} %}}", word, _judged(f"{{% if {rest} %}}{{% endif %}}", written))
    if word in OPENERS:
        return Tag(f"{{% {inner} %}}", word, _judged(f"{{% {inner} %}}{{% {OPENERS[word]} %}}", written))
    raise TagError(written, f"no such word: {word}", UNKNOWN_WORD, word, _meant(word, rest))


def _meant(word: str, rest: str) -> str:
    """The word of the language that `word` stands for, as far as one can guess."""
    joined = f"{word}{rest}".lower()
    if joined in CLOSERS or word in _CHINESE:
        return joined if joined in CLOSERS else _CHINESE[word]
    return next(iter(get_close_matches(word.lower(), WORDS, 1)), "")


def _judged(source: str, written: str) -> nodes.Node:
    if "?>" in source:
        raise TagError(written, "?> is not allowed", NOT_ALLOWED)
    try:
        node = Environment.parse(LANGUAGE, source).body[0]
    except TemplateSyntaxError as fault:
        raise TagError(written, fault.message or "syntax") from fault
    for part in (node, *node.find_all(nodes.Node)):
        if not isinstance(part, _ALLOWED):
            raise TagError(written, f"{type(part).__name__} is not allowed", NOT_ALLOWED)
        if isinstance(part, nodes.Filter) and part.name not in _FILTERS:
            raise TagError(written, f"no such filter: {part.name}", NOT_ALLOWED)
    if isinstance(node, nodes.For) and not _plain_loop(node):
        raise TagError(written, "a loop is: for name in list")
    return node


def _plain_loop(loop: nodes.For) -> bool:
    return isinstance(loop.target, nodes.Name) and not loop.test and not loop.recursive
