"""The issuing body and the date below a paper, which masters name in short: GB/T 9704-2012, 7.3.5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listgen.documents.tables import Block

SIGNED = "signed"
_ORDER = "模板指令"
_BLANK = "　　年　　月　　日"
_DATES = ((11, "发文机关署名"), (10, "发文机关署名（日期十字）"))  # by the characters of 2026年11月21日
_SHORT_DATE = "发文机关署名（日期九字）"
_LONG = (  # bodies of more characters than these are longer than their date
    (20, "发文机关署名（特长）", "成文日期（特长署名）"),
    (14, "发文机关署名（长）", "成文日期（长署名）"),
)


def signatures_spelled_out(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with those of `signed: issuing.body, date: issuing.date` written out.

    The date is centred below its body; where there is none it is left to be written in by hand.
    """
    for block in blocks:
        if SIGNED in block:
            yield from _signature(str(block[SIGNED]), str(block["date"]))
        else:
            yield block


def _signature(body: str, date: str) -> Iterator[Block]:
    dated = f"{{% if {date} %}}{{{{ {date} }}}}{{% else %}}{_BLANK}{{% endif %}}"
    for place, (length, signed, day) in enumerate(_LONG):
        yield {_ORDER: f"{{% {'elif' if place else 'if'} {body}|length > {length} %}}"}
        yield from ({signed: f"{{{{ {body} }}}}"}, {day: dated})
    yield {_ORDER: "{% else %}"}
    for place, (length, style) in enumerate(_DATES):
        yield {_ORDER: f"{{% {'elif' if place else 'if'} {date}|length == {length} %}}"}
        yield {style: f"{{{{ {body} }}}}"}
    yield from ({_ORDER: "{% else %}"}, {_SHORT_DATE: f"{{{{ {body} }}}}"}, {_ORDER: "{% endif %}"})
    yield from ({"成文日期": dated}, {_ORDER: "{% endif %}"})
