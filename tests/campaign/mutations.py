"""What happens to files: bytes lost, lines swapped, values replaced by what breaks programs."""

from __future__ import annotations

from random import Random

# What faults.md tells of, and what parsers stumble over.
HOSTILE = [
    *(
        "NO",
        "012345",
        "1e5",
        "#N/A",
        "=1+1",
        "=HYPERLINK(1)",
        "123456789012345678",
        "-",
        "@x",
        "0x1F",
        "~",
        "null",
    ),
    *(
        "\x00",
        "\x1b[31m",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\ufffd",
        "\ue000",
        "Ａ１",
        "㷧\ufe00",
        "⼀",
        "豈",
        "𡐓",
        "😀",
    ),
    *(
        "../x",
        "C:\\x",
        "CON",
        "村.",
        "/etc/passwd",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "{{ x }}",
    ),
    *(
        "&a",
        "*a",
        "!!python/object:x",
        "<<: *a",
        "---",
        "...",
        "? [a]",
        "{a: b",
        "[" * 30,
        "- " * 30,
        "|",
        ">-",
    ),
    *(
        "'",
        '"',
        "''",
        '""',
        "`",
        ",",
        ",,,,",
        ";",
        ":",
        ": ",
        " #",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\u2028",
        "%",
        "@",
    ),
    *(
        "甲" * 300,
        "a" * 300,
        "9" * 40,
        "2026-13-01",
        "0001-01-01",
        "99999-01-01",
        "00000",
        "99999",
        "-1",
        "无",
        "是",
    ),
]
BYTES = [
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\x81\x30\x81\x30",
    b"\xa1",
    b"\x80",
]


def mutated(data: bytes, chance: Random) -> bytes:
    """The file after one to three mishaps."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(_MISHAPS)(data, chance)
    return data


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _lose(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(40) :]


def _double(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + chance.randrange(200)] * 2 + data[start:]


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return b"\xff"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _insert(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + _hostile(chance) + data[at:]


def _swap_lines(data: bytes, chance: Random) -> bytes:
    rows = data.splitlines(keepends=True) or [b""]
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    return b"".join(rows)


def _repeat_line(data: bytes, chance: Random) -> bytes:
    rows = data.splitlines(keepends=True) or [b""]
    rows.insert(chance.randrange(len(rows)), chance.choice(rows))
    return b"".join(rows)


def _lose_line(data: bytes, chance: Random) -> bytes:
    rows = data.splitlines(keepends=True) or [b""]
    del rows[chance.randrange(len(rows))]
    return b"".join(rows)


def _replace_value(data: bytes, chance: Random) -> bytes:
    """Whatever stands between two marks of YAML, CSV or XML."""
    marks = [at for at, byte in enumerate(data) if byte in b":,\n<>\"'[]{}"]
    if len(marks) < 2:
        return _hostile(chance)
    at = chance.randrange(len(marks) - 1)
    return data[: marks[at] + 1] + b" " * (data[marks[at]] == 58) + _hostile(chance) + data[marks[at + 1] :]


def _indent(data: bytes, chance: Random) -> bytes:
    rows = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(rows))
    rows[at] = chance.choice((b" ", b"  ", b"\t", "　".encode())) + rows[at]
    return b"".join(rows)


def _recode(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("gb18030", "utf-16", "utf-8-sig", "gbk", "big5", "latin-1")), "replace")


def _hostile(chance: Random) -> bytes:
    if chance.random() < 0.15:
        return chance.choice(BYTES)
    return chance.choice(HOSTILE).encode("utf-8", "surrogatepass")


_MISHAPS = (
    *(_cut, _lose, _double, _flip, _insert, _swap_lines, _repeat_line, _lose_line, _indent, _recode),
    *(_replace_value,) * 6,
)
