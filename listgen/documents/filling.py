"""A part that varies: its template filled and deflated, what is met again from memory.

Measured on a booklet of 80 items in three lists (160 KB of XML) with its code, in ms of CPU: filled and
deflated whole at level 1 2.6; cut, where villages share their lists, 0.7; where every row names its village,
3.9 either way. Whether a stretch comes from memory or was just made, its bytes are the same: what is cut
apart depends on the text alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

import jinja2
from markupsafe import escape

from listgen.documents.ending import without_empty_end
from listgen.documents.faces import outside_class
from listgen.documents.faults import SYNTAX, UNKNOWN_VARIABLE, Fault, Place, TemplateError
from listgen.documents.package import Packed
from listgen.documents.stretches import Cut, cut, of_list, pieces

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Half of a booklet are its lists. Level 6 makes them 1.4 KB smaller; it takes three times as long as level 3,
# which is paid once for all villages that share a list. Between them level 3 takes a tenth longer than level
# 1 and gives a tenth less; level 4 takes half as long again.
STRETCH_LEVEL, RUN_LEVEL = 6, 3
# A block of its own costs what two KB cost; below this a stretch is deflated with what stands around it.
LEAST = 4096
KEPT = 32  # stretches of one loop, parts of one name: some MB in all

_DEFLATED = 8

# XML has no way to write them; a line feed alone may come, and becomes a line break.
_UNPRINTABLE = "\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_BAD = re.compile(f"[{_UNPRINTABLE}]")

# What has to be put right where it comes; one search for all, since most papers have none of it.
_MARKED = re.compile(f"[&<>\"'\n{_UNPRINTABLE}{outside_class()}]")

Finish = Callable[[str], str]
"""Text of a part whose values hold line feeds or rare characters, made into what Word wants."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What a cut loop says of one list. `packed`: deflated, for one that is long enough to stand alone."""

    text: str
    data: bytes
    packed: bytes


class VaryingPart:
    """A part of a template, to be filled for each owner."""

    def __init__(self, name: str, source: str, opening: str, finish: Finish) -> None:
        """`opening` stands before it; `finish` is called where values need it."""
        self.name = name
        self._cut: Cut = cut(source)
        self._opening = opening
        self._finish = finish
        self._stretches: list[dict[int, tuple[object, _Stretch]]] = [{} for _ in self._cut.loops]
        self._parts: dict[Hashable, Packed] = {}

    def fill(self, data: Mapping[str, object]) -> Packed:
        """The part filled with `data`. Raises TemplateError for a value that it lacks, ValueError for a
        character that no paper may hold."""
        key = self._key(data)
        if key is None:
            return self._filled(data)
        packed = self._parts.get(key)
        if packed is None:
            packed = self._filled(data)
            _keep(self._parts, key, packed)
        return packed

    def _key(self, data: Mapping[str, object]) -> Hashable:
        """All that the part depends on; None where that cannot be said."""
        if self._cut.reads is None:
            return None
        found: list[object] = []
        for path in self._cut.reads:
            value: object = data
            for name in path:
                if not isinstance(value, Mapping) or name not in value:
                    return None
                value = value[name]
            if not isinstance(value, str | int):
                return None
            found.append(value)
        return tuple(found)

    def _filled(self, data: Mapping[str, object]) -> Packed:
        made = _Made()
        run: list[object] = [self._opening]
        try:
            for piece in pieces(self._cut.whole, data):
                if isinstance(piece, str) or len(piece) == 1:
                    run.append(piece)
                    continue
                stretch = self._stretch(*piece)
                if stretch.packed:
                    made.add_run(self._joined(run))
                    made.add_stretch(stretch)
                    run = []
                else:
                    run.append(stretch.text)
            return made.packed(without_empty_end(self._joined(run)))
        except jinja2.UndefinedError as fault:
            raise TemplateError(Fault(UNKNOWN_VARIABLE, Place(self.name), "", fault.message or "")) from fault
        except TypeError as fault:  # a number held against a text
            raise TemplateError(Fault(SYNTAX, Place(self.name), "", str(fault))) from fault

    def _stretch(self, place: int, entries: object) -> _Stretch:
        """What the loop says. A tuple is never changed and made for many, so it is remembered."""
        known = self._stretches[place]
        if type(entries) is tuple:
            found = known.get(id(entries))
            if found is not None:
                return found[1]
        text = self._joined(list(pieces(self._cut.loops[place], of_list(entries))))
        if len(text) < LEAST:
            stretch = _Stretch(text, b"", b"")
        else:
            data = text.encode()
            deflater = zlib.compressobj(STRETCH_LEVEL, zlib.DEFLATED, -15)
            stretch = _Stretch("", data, deflater.compress(data) + deflater.flush(zlib.Z_FULL_FLUSH))
        if type(entries) is tuple:
            _keep(known, id(entries), (entries, stretch))  # held, so that its id stays its own
        return stretch

    def _joined(self, run: list[object]) -> str:
        """The text of these pieces, values escaped. Raises UndefinedError, ValueError."""
        places: list[int] = []
        for at, piece in enumerate(run):
            if type(piece) is tuple:
                run[at] = str(piece[0])
                places.append(at)
        texts = cast(list[str], run)
        values = "".join([texts[at] for at in places])
        if _MARKED.search(values) is None:
            return "".join(texts)
        bad = _BAD.search(values)
        if bad:
            around = values[max(0, bad.start() - 20) : bad.start()]
            raise ValueError(f"{self.name}: U+{ord(bad[0]):04X} after “{around}” cannot be printed")
        for at in places:
            texts[at] = escape(texts[at])
        return self._finish("".join(texts))


class _Made:
    """A deflated part as it grows: stretches as they are, what is between them through one deflater."""

    def __init__(self) -> None:
        self._deflater = zlib.compressobj(RUN_LEVEL, zlib.DEFLATED, -15)
        self._blocks: list[bytes] = []
        self._crc = self._size = 0

    def add_run(self, text: str) -> None:
        data = text.encode()
        self._count(data)
        # A full flush ends at a byte and forgets: no block refers to what lies before it.
        self._blocks += (self._deflater.compress(data), self._deflater.flush(zlib.Z_FULL_FLUSH))

    def add_stretch(self, stretch: _Stretch) -> None:
        self._count(stretch.data)
        self._blocks.append(stretch.packed)

    def packed(self, text: str) -> Packed:
        """All of it, with `text` at the end."""
        data = text.encode()
        self._count(data)
        self._blocks += (self._deflater.compress(data), self._deflater.flush())
        return Packed(_DEFLATED, b"".join(self._blocks), self._crc, self._size)

    def _count(self, data: bytes) -> None:
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)


def _keep(known: dict[K, V], key: K, value: V) -> None:
    """Remembers it, and forgets the oldest above KEPT."""
    if len(known) >= KEPT:
        del known[next(iter(known))]
    known[key] = value
