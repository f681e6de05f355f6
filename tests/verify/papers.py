"""Small sound files of each format, made by hand, for tests to break."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO

import pikepdf

from listgen.qr.symbol import encode

MM = 72 / 25.4
LINK = "https://fw.lanxi.example/qingdan/001733/"
BASE = "https://fw.lanxi.example/qingdan/"
STYLE, HEAD, SCRIPT = "p{margin:0}", "var a", "var b"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# A red sign of 300 × 100 mm with a white bar; marks on all plates. Content in mm from the trim.
GROUND = "0 1 1 0 k -3 -3 306 106 re f"
BAR = "0 0 0 0 k 20 40 100 20 re f"


def marks(width: float = 300, height: float = 100) -> str:
    """Crop and registration marks of a board of this size."""
    lines = [f"{x:g} {y:g} m {x:g} {y + 8:g} l S" for x in (0, width) for y in (-12, height + 4)]
    lines += [f"{x:g} {y:g} m {x + 8:g} {y:g} l S" for y in (0, height) for x in (-12, width + 4)]
    middles = [(width / 2, y) for y in (-6.5, height + 6.5)] + [(x, height / 2) for x in (-6.5, width + 6.5)]
    lines += [registration(x, y) for x, y in middles]
    return "/All CS 1 SCN 0.1 w " + " ".join(lines)


def registration(x: float, y: float, radius: float = 1.5) -> str:
    """A circle in a cross."""
    cross = f"{x - 2.5:g} {y:g} m {x + 2.5:g} {y:g} l S {x:g} {y - 2.5:g} m {x:g} {y + 2.5:g} l S"
    quarters = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
    points = [(x + radius * a, y + radius * b) for a, b in quarters]
    arcs = [
        f"{x + radius * (a + 0.55 * c):g} {y + radius * (b + 0.55 * d):g}"
        f" {x + radius * (c + 0.55 * a):g} {y + radius * (d + 0.55 * b):g} {ex:g} {ey:g} c"
        for (a, b), (c, d), (ex, ey) in zip(quarters, quarters[1:], points[1:], strict=False)
    ]
    return f"{cross} {points[0][0]:g} {points[0][1]:g} m {' '.join(arcs)} h S"


MARKS = marks()


def pdf(*content: str, width: float = 300, height: float = 100) -> pikepdf.Pdf:
    """A sign that passes; a test breaks one thing and calls `saved`."""
    made = pikepdf.new()
    name, dictionary, array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
    tint = dictionary(
        FunctionType=2, Domain=array([0, 1]), C0=array([0, 0, 0, 0]), C1=array([1, 1, 1, 1]), N=1
    )
    page = dictionary(
        Type=name.Page,
        MediaBox=_box(0, width + 30, height + 30),
        BleedBox=_box(12, width + 18, height + 18),
        TrimBox=_box(15, width + 15, height + 15),
        Resources=dictionary(
            ColorSpace=dictionary(
                All=array([name.Separation, name.All, name.DeviceCMYK, tint]),
                CutContour=array([name.Separation, name.CutContour, name.DeviceCMYK, tint]),
            ),
            ExtGState=dictionary(Overprint=dictionary(OP=True, op=True, OPM=1)),
        ),
        Contents=made.make_stream(
            f"q {MM:.9f} 0 0 {MM:.9f} {15 * MM:.6f} {15 * MM:.6f} cm {' '.join(content)} Q".encode()
        ),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.Root["/OutputIntents"] = array(
        [
            dictionary(
                Type=name.OutputIntent,
                S=name.GTS_PDFX,
                OutputConditionIdentifier="FOGRA39",
                RegistryName="http://www.color.org",
            )
        ]
    )
    made.docinfo["/Title"] = "青石村"
    made.docinfo["/GTS_PDFXVersion"] = "PDF/X-1a:2003"
    made.docinfo["/Trapped"] = name("/False")
    made.docinfo["/CreationDate"] = made.docinfo["/ModDate"] = "D:20000101000000Z"
    return made


def _box(from_: float, right: float, top: float) -> pikepdf.Array:
    return pikepdf.Array([round(edge * MM, 4) for edge in (from_, from_, right, top)])


def saved(made: pikepdf.Pdf, version: str = "1.4") -> bytes:
    """The file, without object streams."""
    data = BytesIO()
    made.save(
        data, force_version=version, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True
    )
    return data.getvalue()


def symbol_content(
    link: str, x: float, y: float, module: float, paper: str = "0 0 0 0 k", level: str = "Q"
) -> str:
    """A symbol's operators: its paper with the quiet zone, and its modules; (x, y) is the symbol's corner."""
    symbol = encode(link, level)
    side = (symbol.size + 8) * module
    top = y + symbol.size * module
    ground = f"{paper} {x - 4 * module:g} {y - 4 * module:g} {side:g} {side:g} re f"
    runs = " ".join(
        f"{x + column * module:g} {top - (row + 1) * module:g} {run * module:g} {module:g} re"
        for column, row, run in symbol.runs()
    )
    return f"{ground} 0 0 0 1 k {runs} f"


def docx(
    tables: Sequence[Sequence[Sequence[str]]] = (),
    *,
    before: str = "<w:p><w:r><w:t>依法履行职责事项清单</w:t></w:r></w:p>",
    margins: str = 'w:top="2098" w:bottom="1984" w:left="1587" w:right="1474"',
    page: str = 'w:w="11906" w:h="16838"',
    grid: str = '<w:docGrid w:type="lines" w:linePitch="579"/>',
    stamp: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    more: dict[str, str] | None = None,
) -> bytes:
    """A paper with these tables that passes; each argument breaks one thing."""
    body = before + "<w:p/>".join(_table(rows) for rows in tables)
    section = f"<w:sectPr><w:pgSz {page}/><w:pgMar {margins}/>{grid}</w:sectPr>"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}{section}</w:body></w:document>',
        **(more or {}),
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, stamp), text)
    return data.getvalue()


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraphs(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))


def source(text: str) -> str:
    """An inline part as a policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {source(STYLE)}; script-src {source(HEAD)} {source(SCRIPT)};"
    " img-src data:; base-uri 'none'; form-action 'none'"
)


def page(
    body: str,
    *,
    heading: str = "<h1>青石村</h1>",
    head: str = "",
    style: str = STYLE,
    policy: str | None = None,
    before: str = "",
    after: str = "",
) -> bytes:
    """A page that passes; each argument breaks one thing. `before` and `after` stand about the policy."""
    policy = POLICY if policy is None else policy
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'{before}<meta http-equiv="Content-Security-Policy" content="{policy}">{after}{head}'
        f"<style>{style}</style><script>{HEAD}</script></head>"
        f"<body>{heading}{body}<script>{SCRIPT}</script></body></html>"
    ).encode()
