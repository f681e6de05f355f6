"""What a sign really says: its outlines read back as characters, in reading order, against the wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listgen.findings import Finding, Location, error, warn
from listgen.verify.content import Painting
from listgen.verify.covering import is_character
from listgen.verify.logo import without_logo
from listgen.verify.passages import Character, read_passages
from listgen.verify.promised import Sign
from listgen.verify.shapes import UNREAD, Shapes

INSIDE = "sign"  # one inside the hall
SHOWN = 80  # characters of what is read
WORD_GAP = 0.6  # of a character's height: wider than any tracking, narrower than what parts two phrases
DEVIATION = 0.05  # mm from the face's outline at the size of the sign


def check_wording(
    paintings: Sequence[Painting], sign: Sign, shapes: Shapes, place: Location
) -> Iterator[Finding]:
    """A plaque says its wording and nothing else but its small lines; a hall sign says all of it somewhere.

    A sign inside the hall says each of its texts once, as often as there are copies, and nothing else. Each
    character has its face's outline at its size, to a hair's breadth.

    A shape that no face at hand has may stand for a character that the county drew, or, while its project is
    not at hand, for one of a face of its own: a warning. More are an error: nobody knows what they say.
    """
    glyphs = characters_of(paintings, sign)
    if sign.kind == INSIDE:
        yield from _check_passages(glyphs, sign, shapes, place)
        return
    if not _all_missing(_read(glyphs, shapes), sign):
        yield from _check_outlines(glyphs, shapes, place)
        return
    shapes.learn_to_read(glyphs)  # a wrong character may be one that no wording has
    characters = _read(glyphs, shapes)
    missing = _all_missing(characters, sign)
    unread = sum(not shapes.characters(painting) for painting in glyphs)
    wrong = _all_missing(characters, sign, wild=bool(unread)) if missing else []
    for text in wrong:
        read = max(
            (_text(reading, text)[:SHOWN] for reading in _readings(characters)),
            key=lambda one: _alike(one, text),
        )
        yield error("sign-wording", place, value=read, expected=text)
    if missing and not wrong:
        yield _unread(sign, unread, shapes, place)


def _unread(sign: Sign, unread: int, shapes: Shapes, place: Location) -> Finding:
    unknown = set(sign.drawn + ("" if shapes.knows_licensed else sign.licensed))
    most = sum(text.count(char) for text in (sign.wording, *sign.lines) for char in unknown)
    say = warn if unread <= most * sign.copies else error
    return say("sign-unread", place, value=unread)


def _check_passages(
    glyphs: Sequence[Painting], sign: Sign, shapes: Shapes, place: Location
) -> Iterator[Finding]:
    texts = (sign.wording, *sign.lines) * sign.copies
    missing, over = read_passages(_read(glyphs, shapes), texts)
    if not missing and not over:
        yield from _check_outlines(glyphs, shapes, place)
        return
    shapes.learn_to_read(glyphs)
    characters = _read(glyphs, shapes)
    missing, over = read_passages(characters, texts)
    unread = sum(not character.may_be for character in characters)
    wrong, over = read_passages(characters, texts, wild=True) if unread else (missing, over)
    for text in dict.fromkeys(wrong):
        yield error("sign-wording", place, value=_text(over, text)[:SHOWN], expected=text)
    if over and not wrong:
        yield error("sign-extra", place, value=_text(over, "")[:SHOWN])
    if missing and not wrong:
        yield _unread(sign, unread, shapes, place)


def may_say(paintings: Sequence[Painting], sign: Sign, shapes: Shapes) -> bool:
    """Whether what is painted may be this sign's wording, in whatever order it is read; quick."""
    read = [shapes.characters(glyph) for glyph in characters_of(paintings, sign)]
    wanted = [char for text in (sign.wording, *sign.lines) for char in text if not char.isspace()]
    if sign.kind == "plaque" and len(read) != len(wanted):
        return False
    return all(any(char in one or not one for one in read) for char in wanted)


def characters_of(paintings: Sequence[Painting], sign: Sign) -> list[Painting]:
    """The shapes that may be characters: all but the logo."""
    return [painting for painting in without_logo(paintings, sign) if is_character(painting)]


def _check_outlines(glyphs: Sequence[Painting], shapes: Shapes, place: Location) -> Iterator[Finding]:
    """The worst of them."""
    worst = max((shapes.deviation(glyph) for glyph in glyphs), default=0.0)
    if worst > DEVIATION:
        yield error("sign-outline", place, value=f"{worst:.2f}", expected=f"{DEVIATION:g}")


def _all_missing(characters: Sequence[Character], sign: Sign, wild: bool = False) -> list[str]:
    """Which of the wording and the lines the sign does not say.

    A plaque's lines are read first and set aside, since its wording has to be all that is left.
    """
    if sign.kind != "plaque":
        return _missing((sign.wording, *sign.lines), characters, sign, wild)
    rest, missing = list(characters), []
    for line in sign.lines:
        found = _line_of(rest, "".join(line.split()), wild)
        rest = [character for character in rest if character not in found]
        missing += [] if found else [line]
    return [*_missing((sign.wording,), rest, sign, wild), *missing]


def _line_of(characters: Sequence[Character], wanted: str, wild: bool) -> list[Character]:
    """The characters of the lowest line that says it and nothing else; none if there is none."""
    for line in reversed(_groups(characters, 1)):
        said = sorted(line, key=lambda one: one.box[0])
        if len(said) == len(wanted) and _reads(said, wanted, wild):
            return said
    return []


def _missing(
    texts: Sequence[str], characters: Sequence[Character], sign: Sign, wild: bool = False
) -> list[str]:
    """The texts that no reading says."""
    missing = list(texts)
    for reading in _readings(characters):
        missing = [text for text in missing if not _says(reading, "".join(text.split()), sign, wild)]
        if not missing:
            break
    return missing


def _read(glyphs: Sequence[Painting], shapes: Shapes) -> list[Character]:
    return [Character(glyph.box, shapes.characters(glyph)) for glyph in glyphs]


def _says(reading: Sequence[Character], wanted: str, sign: Sign, wild: bool) -> bool:
    """Whether the characters, one after another, are the wording, or hold it as a line of its own."""
    whole = sign.kind == "plaque"
    for start in range(len(reading) - len(wanted) + 1):
        end = start + len(wanted)
        fits = _reads(reading[start:end], wanted, wild)
        apart = not any(_adjoin(*reading[at - 1 : at + 1]) for at in (start, end) if 0 < at < len(reading))
        if fits and (len(reading) == len(wanted) if whole else apart):
            return True
    return False


def _reads(reading: Sequence[Character], wanted: str, wild: bool) -> bool:
    return all(
        char in character.may_be or (wild and not character.may_be)
        for char, character in zip(wanted, reading, strict=True)
    )


def _adjoin(left: Character, right: Character) -> bool:
    """Whether they are neighbours in one line of one size."""
    heights = sorted(one.box[3] - one.box[1] for one in (left, right))
    gap = right.box[0] - left.box[2]
    return _shares(left, right, 1) and heights[1] < 2 * heights[0] and -1 < gap < WORD_GAP * heights[1]


def _text(reading: Sequence[Character], wanted: str) -> str:
    """What is read, for the message; of characters that look alike the wording's own."""
    return "".join(
        next(
            (char for char in wanted if char in character.may_be),
            min(character.may_be, key=lambda char: (not _is_ideograph(char), char), default=UNREAD),
        )
        for character in reading
    )


def _is_ideograph(char: str) -> bool:
    """Radicals and compatibility forms look the same and are not meant."""
    return "\u4e00" <= char <= "\u9fff"


def _alike(text: str, wanted: str) -> int:
    return sum(one == other for one, other in zip(text, wanted, strict=False))


def _readings(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """The orders in which a sign may be read: lines; columns; a block of columns above another."""
    yield _lines(characters)
    yield _columns(characters)
    levels = sorted({character.box[1] for character in characters}, reverse=True)
    for level in levels[:-1]:
        above = [character for character in characters if character.box[1] >= level]
        below = [character for character in characters if character.box[1] < level]
        yield _columns(above) + _columns(below)
        yield _lines(above) + _columns(below)


def _lines(characters: Sequence[Character]) -> list[Character]:
    """From the top; within a line from the left."""
    return [one for group in _groups(characters, 1) for one in sorted(group, key=lambda one: one.box[0])]


def _columns(characters: Sequence[Character]) -> list[Character]:
    """From the right; within a column from the top, and where two share a cell from the left."""
    return [one for group in _groups(characters, 0) for one in _lines(group)]


def _groups(characters: Sequence[Character], axis: int) -> list[list[Character]]:
    """Lines or columns, the highest or rightmost first.

    The larger ones found a group each where they lie apart; a smaller one (a dash, a dot) joins the group
    at its height whose members are nearest.
    """
    groups: list[list[Character]] = []
    for one in sorted(characters, key=lambda one: one.box[axis] - one.box[axis + 2]):
        level = [group for group in groups if _shares(group[0], one, axis)]
        if level:
            min(level, key=lambda group: min(_gap(member, one, 1 - axis) for member in group)).append(one)
        else:
            groups.append([one])
    return sorted(groups, key=lambda group: -_middle(group[0], axis))


def _gap(one: Character, other: Character, axis: int) -> float:
    return max(one.box[axis] - other.box[axis + 2], other.box[axis] - one.box[axis + 2])


def _shares(first: Character, other: Character, axis: int) -> bool:
    larger, smaller = sorted((first.box, other.box), key=lambda box: box[axis + 2] - box[axis], reverse=True)
    return larger[axis] <= (smaller[axis] + smaller[axis + 2]) / 2 <= larger[axis + 2]


def _middle(character: Character, axis: int) -> float:
    return (character.box[axis] + character.box[axis + 2]) / 2
