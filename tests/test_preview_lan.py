"""Preview for phones: which addresses, what is printed, and that the printed symbol is read."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from listgen.cli import run
from listgen.cli.lan import lan_addresses, nearby
from listgen.cli.preview import show_symbol
from listgen.qr.symbol import encode

ADDRESS = "http://192.168.31.7:51234/0123456789abcdef/"
_CELL = re.compile(r"(?:\x1b\[([0-9;]*)m)?([^\x1b\n])")

# Upper and lower half of a plain character: what is drawn is light
_DRAWN = {" ": (0, 0), "▀": (255, 0), "▄": (0, 255), "█": (255, 255)}


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([], []),
        (["192.168.1.23"], ["192.168.1.23"]),
        (["127.0.0.1", "127.0.1.1", "0.0.0.0", "224.0.0.1"], []),
        (["8.8.8.8", "1.2.3.4"], []),  # a public one: the whole internet could look
        (["169.254.10.20"], []),  # an adapter without a network
        (["172.17.0.1", "192.168.56.1", "10.3.4.5"], ["10.3.4.5", "172.17.0.1", "192.168.56.1"]),
        (["192.168.1.23", "10.3.4.5", "192.168.1.23"], ["192.168.1.23", "10.3.4.5"]),
        (["100.64.3.4"], ["100.64.3.4"]),  # behind a provider's translation
    ],
)
def test_addresses_of_a_local_network(found: list[str], kept: list[str]) -> None:
    assert nearby(found) == tuple(kept)


def test_the_machine_is_asked_in_vain_or_not() -> None:
    """Whatever networks the machine is in: every address is its own and no public one."""
    for address in lan_addresses():
        assert not ip_address(address).is_global and not ip_address(address).is_loopback


class _Stream(io.StringIO):
    """A terminal, or a file of an encoding."""

    def __init__(self, tty: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self._tty = tty
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return self._tty


def _colour(code: str, ground: str) -> int:
    """Grey of one side of a colour sequence: 38;2;r;g;b, 38;5;n of the 16 or the 256, or 30–37, 90–97."""
    side = {"3": r"(?:^|;)(?:38;2;(\d+);\d+;\d+|38;5;(\d+)|(3[0-7]|9[0-7]))"}
    side["4"] = side["3"].replace("38", "48").replace("3[0-7]", "4[0-7]").replace("9[0-7]", "10[0-7]")
    match = re.search(side[ground], code)
    assert match, code
    return {"255": 255, "0": 0, "231": 255, "16": 0, "15": 255, "97": 255, "30": 0, "107": 255, "40": 0}[
        next(group for group in match.groups() if group)
    ]


def _picture(rows: list[list[tuple[int, int]]]) -> Image.Image:
    """Each character as 8 × 16 pixels of its upper and lower half."""
    image = Image.new("L", (len(rows[0]) * 8, len(rows) * 16))
    for y, row in enumerate(rows):
        assert len(row) == len(rows[0])
        for x, (upper, lower) in enumerate(row):
            image.paste(upper, (x * 8, y * 16, x * 8 + 8, y * 16 + 8))
            image.paste(lower, (x * 8, y * 16 + 8, x * 8 + 8, y * 16 + 16))
    return image


def _read(image: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(image, try_invert=False)
    return str(found.text)


def _quiet(image: Image.Image, modules: int) -> bool:
    """The margin is light all around, `modules` wide."""
    edge = modules * 8
    sides = ((0, 0, image.width, edge), (0, 0, edge, image.height), (image.width - edge, 0, *image.size))
    return all(image.crop(side).getextrema() == (255, 255) for side in sides)


def _coloured(text: str) -> Image.Image:
    rows = []
    for line in text.splitlines():
        code, row = "", []
        for match in _CELL.finditer(line.removesuffix("\x1b[0m")):
            code = match[1] or code
            assert match[2] == "▄"
            row.append((_colour(code, "4"), _colour(code, "3")))
        rows.append(row)
    return _picture(rows)


@pytest.mark.parametrize(
    "terminal",
    [{"COLORTERM": "truecolor"}, {"TERM": "xterm-256color"}, {"TERM": "xterm"}],
    ids=["24 bits", "256 colours", "16 colours"],
)
def test_black_on_white_where_there_are_colours(
    terminal: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm"} | terminal).items():
        monkeypatch.setenv(name, value)
    stream = _Stream(tty=True)
    show_symbol(encode(ADDRESS, "L"), stream)
    image = _coloured(re.sub(r"\x1b\[0m(?=.)", "", stream.getvalue()))
    assert _read(image) == ADDRESS
    assert _quiet(image, 4)


@pytest.mark.parametrize("level", "LMQH")  # symbols of an odd number of modules and lines of two
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}], ids=str)
def test_plain_blocks_otherwise(
    level: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = _Stream(tty=bool(environment))
    show_symbol(encode(ADDRESS, level), stream)
    image = _picture([[_DRAWN[char] for char in line] for line in stream.getvalue().splitlines()])
    assert _read(image) == ADDRESS
    assert _quiet(image, 4)


def test_a_console_without_blocks_gets_the_address_alone() -> None:
    stream = _Stream(tty=False, encoding="gbk")
    show_symbol(encode(ADDRESS, "L"), stream)
    assert stream.getvalue() == ""


def _site(folder: Path) -> Path:
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("<p>岚溪县</p>", "utf-8")
    return folder


PHONES = """\
import listgen.cli.lan
listgen.cli.lan.lan_addresses = lambda: ("127.0.0.2", "127.0.0.3")
from listgen.cli import main
main()
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_network_has_its_address(tmp_path: Path, language: str) -> None:
    arguments = ["preview", str(_site(tmp_path)), "--lan", "--lang", language]
    with _listgen(*arguments) as process:
        assert process.stdout is not None and process.stderr is not None
        printed = ""
        while printed.count("\n  - ") < 3:  # what to do if the phone does not open it
            line = process.stdout.readline()
            assert line, process.stderr.read()
            printed += line
        addresses = re.findall(r"http://127\.0\.0\.\d:\d+/[0-9a-f]+/", printed)
        assert [address[7:16] for address in addresses] == ["127.0.0.2", "127.0.0.3"]
        symbols = re.findall(r"(?:^[ ▀▄█]+\n)+", printed, re.MULTILINE)
        for address, symbol in zip(addresses, symbols, strict=True):
            assert (
                _read(_picture([[_DRAWN[char] for char in line] for line in symbol.splitlines()])) == address
            )
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert "岚溪县" in answer.read().decode()
        other = addresses[0].split("/")[2] + "/" + addresses[1].split("/")[3] + "/"
        assert _refused(f"http://{other}") == "HTTPError"
        assert _refused(addresses[0].replace("127.0.0.2", "127.0.0.1")) == "URLError"  # nothing listens there
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert len(process.stdout.read().splitlines()) == 1
        assert process.stderr.read() == ""


@contextmanager
def _listgen(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-X", "utf8", "-c", PHONES, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.kill()


def _refused(address: str) -> str:
    with pytest.raises(urllib.error.URLError) as refusal:
        urllib.request.urlopen(address, timeout=10)
    if isinstance(refusal.value, urllib.error.HTTPError):
        refusal.value.close()
    return type(refusal.value).__name__


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_network(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("listgen.cli.lan.lan_addresses", tuple)
    assert run(["preview", str(_site(tmp_path)), "--lan", "--lang", language], {}) == 5
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "--lan" in printed.err and "Wi-Fi" in printed.err
