"""The certificates: those that are made pass the strictest rules, and a spoilt one is named."""

from __future__ import annotations

import shutil
import ssl
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from listgen.build.cluster.certificates import in_folder, make_certificates
from listgen.build.errors import Refused
from listgen.cli import run
from listgen.resources import shipped

DAY = date.today()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_certificates(tmp_path / "证书", DAY)
    return tmp_path / "证书"


def test_both_sides_trust_each_other(folder: Path) -> None:
    assert _shake_hands(folder, folder)


def test_another_set_is_not_trusted(folder: Path, tmp_path: Path) -> None:
    make_certificates(tmp_path / "other", DAY)
    with pytest.raises(ssl.SSLCertVerificationError):
        _shake_hands(folder, tmp_path / "other")


def test_they_are_not_valid_for_ever(tmp_path: Path) -> None:
    last = make_certificates(tmp_path / "old", date(DAY.year - 10, 1, 1))
    assert last < DAY
    with pytest.raises(ssl.SSLCertVerificationError):
        _shake_hands(tmp_path / "old", tmp_path / "old")


def test_the_key_is_its_owners(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["ca.pem", "cert.pem", "key.pem"]
    assert stat.S_IMODE((folder / "key.pem").stat().st_mode) == 0o600
    assert b"PRIVATE" not in (folder / "ca.pem").read_bytes() + (folder / "cert.pem").read_bytes()


def _shake_hands(client: Path, server: Path) -> bool:
    """Whether both know the other to be of their cluster. Raises SSLError."""
    sides = []
    for folder, purpose in ((client, ssl.Purpose.SERVER_AUTH), (server, ssl.Purpose.CLIENT_AUTH)):
        context = ssl.create_default_context(purpose, cafile=str(folder / "ca.pem"))
        context.check_hostname, context.verify_mode = False, ssl.CERT_REQUIRED
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        server_side = purpose is ssl.Purpose.CLIENT_AUTH
        sides.append((context.wrap_bio(incoming, outgoing, server_side=server_side), incoming, outgoing))
    for _ in range(4):
        for (side, _, said), (_, heard, _) in (sides, sides[::-1]):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()
            heard.write(said.read())
    return all(side.getpeercert() for side, _, _ in sides)


def _lose(folder: Path, other: Path) -> None:
    (folder / "ca.pem").unlink()


def _lose_key(folder: Path, other: Path) -> None:
    (folder / "key.pem").unlink()


def _empty(folder: Path, other: Path) -> None:
    (folder / "ca.pem").write_bytes(b"")


def _spoil(folder: Path, other: Path) -> None:
    (folder / "cert.pem").write_bytes("证书\0".encode())


def _mix(folder: Path, other: Path) -> None:
    shutil.copy(other / "key.pem", folder)


def _as_folder(folder: Path, other: Path) -> None:
    (folder / "key.pem").unlink()
    (folder / "key.pem").mkdir()


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_lose, "ca.pem"), (_lose_key, "key.pem"), (_empty, "ca.pem"), (_spoil, "cert.pem"),
        (_mix, "cert.pem"), (_as_folder, "key.pem"),
    ],
)  # fmt: skip
def test_what_is_spoilt_is_named(
    spoil: Callable[[Path, Path], None], named: str, folder: Path, tmp_path: Path
) -> None:
    make_certificates(tmp_path / "other", DAY)
    in_folder(folder).check()
    spoil(folder, tmp_path / "other")
    with pytest.raises(Refused) as refused:
        in_folder(folder).check()
    assert refused.value.slug == "cluster-certificates"
    assert Path(refused.value.values["value"]) == folder / named


def test_a_folder_with_files_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert run(["cluster", "certificates", str(folder)], {}) == 5
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("options", [["--certificates", "x"], ["--cluster", "tls://pc1:8786", "-j", "2"]])
def test_options_that_do_not_go_together(options: list[str]) -> None:
    assert run(["build", str(shipped("catalogs") / "demo"), *options], {}) == 2
