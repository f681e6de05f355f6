"""Where a build may connect to: TLS, or this very PC. All else is refused before anything is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from listgen.build.cluster.address import read_address
from listgen.build.errors import Refused
from listgen.cli import run


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("tls://192.168.1.10:8786", "tls://192.168.1.10:8786"),
        ("tls://pc-1.fw.example:8786", "tls://pc-1.fw.example:8786"),
        ("tls://PC1:1", "tls://PC1:1"),
        ("tls://[fd00::10]:65535", "tls://[fd00::10]:65535"),
        ("tls://127.0.0.1:8786", "tls://127.0.0.1:8786"),
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("tcp://127.9.8.7:8786", "tcp://127.9.8.7:8786"),
        ("tcp://[::1]:8786", "tcp://[::1]:8786"),
        ("tcp://localhost:8786", "tcp://127.0.0.1:8786"),  # whatever a hosts file says
    ],
)
def test_accepted(text: str, means: str) -> None:
    assert str(read_address(text)) == means


@pytest.mark.parametrize(
    "text",
    [
        "tcp://192.168.1.10:8786",
        "tcp://8.8.8.8:8786",
        "tcp://0.0.0.0:8786",
        "tcp://pc1:8786",
        "tcp://localhost.fw.example:8786",
        "tcp://localhost.:8786",
        "tcp://LOCALHOST:8786",
        "tcp://127.1:8786",
        "tcp://0127.0.0.1:8786",
        "tcp://127.0.0.1.fw.example:8786",
        "tcp://2130706433:8786",
        "tcp://[::]:8786",
        "tcp://[::ffff:127.0.0.1]:8786",
        "tcp://[fd00::10]:8786",
        "tcp://[127.0.0.1]:8786",
    ],
)
def test_without_tls_only_this_pc(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_address(text)
    assert refused.value.slug == "cluster-not-tls"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "192.168.1.10:8786",
        "192.168.1.10",
        "http://192.168.1.10:8786",
        "https://192.168.1.10:8786",
        "ws://127.0.0.1:8786",
        "inproc://127.0.0.1:8786",
        "TLS://192.168.1.10:8786",
        "tls:192.168.1.10:8786",
        "tls://",
        "tls://:8786",
        "tls://192.168.1.10",
        "tls://192.168.1.10:",
        "tls://192.168.1.10:0",
        "tls://192.168.1.10:65536",
        "tls://192.168.1.10:+8786",
        "tls://192.168.1.10:8786/",
        "tls://192.168.1.10:8786/status",
        "tls://192.168.1.10:8786?x",
        "tls://192.168.1.10:8786\n",
        "tls://192.168.1.10:８７８６",
        "tls://li@192.168.1.10:8786",
        "tcp://127.0.0.1@192.168.1.10:8786",
        "tls://192.168.1.999:8786",
        "tls://192.168.1:8786",
        "tls://[fd00::zz]:8786",
        "tls://fd00::10:8786",
        "tls://[fe80::1%eth0]:8786",
        "tls://-pc:8786",
        "tls://pc..example:8786",
        "tls://青石:8786",
        "tcp://127.0.0.1:8786,tcp://192.168.1.10:8786",
        " tls://192.168.1.10:8786",
    ],
)
def test_no_address(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_address(text)
    assert refused.value.slug == "cluster-address"


@pytest.mark.parametrize("command", [["build", "no-project", "-o", "out"], ["cluster", "worker"]])
@pytest.mark.parametrize("address", ["http://10.0.0.1:1", "tcp://10.0.0.1:8786", "tls://10.0.0.1:8786"])
def test_nothing_is_touched(
    command: list[str],
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last one has no certificates: refused before anything is connected."""
    monkeypatch.chdir(tmp_path)
    named = ["--cluster", address] if command[0] == "build" else [address]
    assert run([*command, *named], {}) == 5
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 2 and address in said.err
    assert list(tmp_path.iterdir()) == []
