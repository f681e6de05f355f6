"""A small valid project, and edits that each put one fault into a copy of it."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from listgen.links import FIRST_PREVIOUS, chain_hash, page_url

BASE = Path(__file__).parent / "base"
TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "documents"

ADDRESS = "https://fw.lanxi.example/qingdan/"
Edit = Callable[[Path], object]


def copy_base(target: Path) -> Path:
    """A copy of the valid project."""
    shutil.copytree(BASE, target)
    return target


def copy_in_earnest(target: Path) -> Path:
    """A copy that is no specimen: a real-looking address, and the ledger written for it."""
    folder = copy_base(target)
    replace("county.yaml", "specimen: yes", "specimen: no")(folder)
    replace("county.yaml", "lanxi.example/", "lanxi.test/")(folder)
    previous = FIRST_PREVIOUS
    lines = []
    for line in (folder / "links.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line.replace("lanxi.example/", "lanxi.test/")) | {"prev": previous}
        previous = entry["hash"] = chain_hash(entry)
        lines.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
    (folder / "links.jsonl").write_bytes("".join(lines).encode())
    return folder


def replace(file: str, old: str, new: str, count: int = 1) -> Edit:
    """`old`, which has to be there, becomes `new`."""

    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_bytes().decode()
        assert old in text, f"{file} has no {old!r}"
        path.write_bytes(text.replace(old, new, count).encode("utf-8", "surrogatepass"))

    return edit


def printed(id_: str, name: str, batch: str = "2026-02", base: str = ADDRESS) -> Edit:
    """One more line of the ledger, chained as it has to be."""

    def edit(folder: Path) -> None:
        path = folder / "links.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        entry = {"seq": str(len(lines) + 1), "id": id_, "url": page_url(base, id_), "name": name}
        entry |= {"date": "2026-12-01", "batch": batch}
        entry["prev"] = json.loads(lines[-1])["hash"] if lines else FIRST_PREVIOUS
        entry["hash"] = chain_hash(entry)
        append("links.jsonl", json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")(folder)

    return edit


def former_names(names: Mapping[str, str]) -> Edit:
    """The roster with a column 曾用名 at its end; `names` by id."""

    def edit(folder: Path) -> None:
        path = folder / "villages.csv"
        head, *rows = path.read_text("utf-8").splitlines()
        table = [f"{head},曾用名", *(f"{row},{names.get(row[:5], '')}" for row in rows)]
        path.write_bytes("".join(f"{row}\n" for row in table).encode())

    return edit


def snapshot(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def append(file: str, text: str) -> Edit:
    """`text` at the end."""

    def edit(folder: Path) -> None:
        path = folder / file
        path.write_bytes((path.read_bytes() if path.exists() else b"") + text.encode())

    return edit


def write(file: str, data: bytes) -> Edit:
    """The file as these bytes."""

    def edit(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return edit


def remove(file: str) -> Edit:
    """No such file."""
    return lambda folder: (folder / file).unlink()


def link(file: str) -> Edit:
    """A link in place of the file."""

    def edit(folder: Path) -> None:
        aside = folder / f"other-{Path(file).name}"
        (folder / file).rename(aside)
        (folder / file).symlink_to(aside)

    return edit


def link_to(target: str, file: str) -> Edit:
    """A link of this name."""
    return lambda project: (project / file).symlink_to(target)


def folder(name: str) -> Edit:
    """An empty folder."""
    return lambda project: (project / name).mkdir()


def rename(file: str, other: str) -> Edit:
    """The file under another name."""
    return lambda project: (project / file).rename(project / other)


def cut(file: str, count: int) -> Edit:
    """Without its last bytes."""
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes()[:-count])


def recode(file: str, codec: str) -> Edit:
    """The same text in another encoding."""

    def edit(folder: Path) -> None:
        path = folder / file
        path.write_bytes(path.read_bytes().decode().encode(codec))

    return edit


def both(*edits: Edit) -> Edit:
    """All of them, one after the other."""

    def edit(folder: Path) -> None:
        for one in edits:
            one(folder)

    return edit


def picture(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels, in a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def own_document(
    change: Callable[[bytes], bytes],
    name: str = "booklet",
    folder_name: str = "",
    more: Mapping[str, bytes] | None = None,
) -> Edit:
    """The county's own copy of a shipped document, with its body changed and `more` parts."""

    def edit(folder: Path) -> None:
        target = folder / "templates" / "documents" / (folder_name or name)
        shutil.copytree(TEMPLATES / name, target)
        with zipfile.ZipFile(target / "template.docx") as old:
            parts = {entry: old.read(entry) for entry in old.namelist()}
        parts["word/document.xml"] = change(parts["word/document.xml"])
        parts |= more or {}
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
            for entry, content in parts.items():
                new.writestr(entry, content)
        (target / "template.docx").write_bytes(data.getvalue())

    return edit
