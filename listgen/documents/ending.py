"""The end of a paper whose last section has nothing in it."""

from __future__ import annotations

_BEFORE = "</w:sectPr></w:pPr></w:p>"
_PARAGRAPH = ("<w:p>", "<w:p ")
_SECTION = ("<w:sectPr>", "<w:sectPr ")


def without_empty_end(text: str) -> str:
    """The text of a body, or its last part, without a last section that is empty: it would be a blank page.

    Word keeps the last section's facts at the end of the body and all others in the last paragraph of each;
    so those of the section before go to the end.
    """
    last = max(map(text.rfind, _SECTION))
    if last < 0 or not text.endswith(_BEFORE, 0, last):
        return text
    carrier = last - len(_BEFORE)
    paragraph = max(text.rfind(opening, 0, carrier) for opening in _PARAGRAPH)
    section = max(text.rfind(opening, 0, carrier) for opening in _SECTION)
    if not 0 <= paragraph < section:
        return text
    end = text.index("</w:sectPr>", last) + len("</w:sectPr>")
    closed = last - len("</w:pPr></w:p>")
    return f"{text[:section]}</w:pPr></w:p>{text[section:closed]}{text[end:]}"
