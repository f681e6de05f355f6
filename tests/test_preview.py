"""The local server: files of the site below its base path, and nothing else."""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from listgen.preview import PreviewServer

Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    folder = tmp_path_factory.mktemp("preview")
    site = folder / "site"
    (site / "001734").mkdir(parents=True)
    (site / "empty").mkdir()
    (site / "index.html").write_text("<p>首页</p>" * 100, "utf-8")
    (site / "001734" / "index.html").write_text("<p>青石村</p>", "utf-8")
    (site / "site.css").write_text("p{}", "utf-8")
    (site / "空 格.txt").write_text("x", "utf-8")
    (site / "dot.png").write_bytes(b"\x89PNG")
    (site / ".hidden.html").write_text("secret", "utf-8")
    (folder / "secret.txt").write_text("secret", "utf-8")
    (folder / "site-secret").mkdir()  # begins like the site's own folder
    (folder / "site-secret" / "index.html").write_text("secret", "utf-8")
    (site / "out.txt").symlink_to(folder / "secret.txt")
    (site / "away").symlink_to(folder / "site-secret")
    (site / "circle").symlink_to(site / "circle")
    os.mkfifo(site / "pipe.txt")
    with PreviewServer(site) as running, running.in_background():
        yield running


def _get(server: PreviewServer, path: str, method: str = "GET", **headers: str) -> Answer:
    return _ask(server, method, path, {"Host": f"127.0.0.1:{server.server_port}"} | headers)


def _ask(server: PreviewServer, method: str, path: str, headers: dict[str, str]) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), data


def _assert_guarded(headers: dict[str, str]) -> None:
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "type_", "data"),
    [
        ("", "text/html; charset=utf-8", "首页"),
        ("index.html?x=../..", "text/html; charset=utf-8", "首页"),
        ("001734/", "text/html; charset=utf-8", "青石村"),
        ("site.css", "text/css; charset=utf-8", "p{}"),
        ("%E7%A9%BA%20%E6%A0%BC.txt", "text/plain; charset=utf-8", "x"),
        ("dot.png", "image/png", "PNG"),
    ],
)
def test_files_are_served(server: PreviewServer, path: str, type_: str, data: str) -> None:
    status, headers, body = _get(server, server.base + path)
    assert (status, headers["Content-Type"]) == (200, type_)
    assert data in body.decode("utf-8", "replace")
    assert "Content-Encoding" not in headers
    _assert_guarded(headers)
    status, headers, nothing = _get(server, server.base + path, "HEAD")
    assert (status, nothing, headers["Content-Length"]) == (200, b"", str(len(body)))


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
    ],
)
def test_texts_are_packed_for_who_can_unpack(server: PreviewServer, accepted: str, packed: bool) -> None:
    plain = _get(server, server.base)[2]
    _, headers, body = _get(server, server.base, Accept_Encoding=accepted)
    assert (headers.get("Content-Encoding") == "gzip") == packed
    assert (gzip.decompress(body) if packed else body) == plain
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Accept-Encoding"
    length = _get(server, server.base, "HEAD", Accept_Encoding=accepted)[1]["Content-Length"]
    assert length == str(len(body))


def test_pictures_are_not_packed_again(server: PreviewServer) -> None:
    assert _get(server, server.base + "dot.png", Accept_Encoding="gzip")[2] == b"\x89PNG"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("If_None_Match", "*"),
        ("If_Modified_Since", "Tue, 01 Dec 2099 00:00:00 GMT"),
        ("Range", "bytes=0-1"),
    ],
)
def test_the_page_comes_whole_each_time(server: PreviewServer, name: str, value: str) -> None:
    status, headers, body = _get(server, server.base, **{name: value})
    assert (status, body) == (200, _get(server, server.base)[2])
    assert not {"ETag", "Last-Modified"} & set(headers)


def test_a_folder_without_its_slash_is_sent_there(server: PreviewServer) -> None:
    status, headers, _ = _get(server, server.base + "001734")
    assert (status, headers["Location"]) == (301, server.base + "001734/")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "http://example.org{base}",
        "http://127.0.0.1{base}",
        "index.html",
        "{base}nothing.html",
        "{base}empty",
        "{base}empty/",
        "{base}.hidden.html",
        "{base}pipe.txt",
        "{base}circle",
        "{base}circle/",
        "{base}away",
        "{base}away/",
        "{base}away/index.html",
        "{base}out.txt",
        "{base}./index.html",
        "{base}001734/./index.html",
        "{base}001734/../index.html",
        "{base}001734//index.html",
        "{base}001734%2findex.html%2f",
        "{base}../secret.txt",
        "{base}../site-secret/",
        "{base}%2e%2e/secret.txt",
        "{base}%2e%2e%2fsecret.txt",
        "{base}..%2fsecret.txt",
        "{base}%252e%252e/secret.txt",
        "{base}..%5csecret.txt",
        "{base}%c0%ae%c0%ae/secret.txt",
        "{base}%ff",
        "{base}%",
        "{base}/etc/passwd",
        "{base}%2fetc%2fpasswd",
        "{base}C:%5cWindows%5cwin.ini",
        "{base}index.html::$DATA",
        "{base}index.html%00",
        "{base}%00",
        "{base}index.html%0d%0aX:1",
        "{base}001734/index.html/",
        "{base}" + "x" * 300,
        "{base}" + "x/" * 3000,
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_all_else_is_not_found(server: PreviewServer, path: str, method: str) -> None:
    status, headers, body = _get(server, path.format(base=server.base), method)
    assert status == 404
    assert b"secret" not in body and b"out.txt" not in body and b"Traceback" not in body
    assert ("没有这一页" in body.decode() and "no such page" in body.decode()) == (method == "GET")
    _assert_guarded(headers)


def test_what_was_asked_for_is_not_repeated(server: PreviewServer) -> None:
    for path in ("<script>", "%3Cscript%3E", "%(code)d", "%%"):
        assert b"script>" not in _get(server, server.base + path)[2].replace(b"%3C", b"<")
    assert b"script>" not in _get(server, server.base, "<script>")[2]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "<b>"])
def test_other_methods_are_refused(server: PreviewServer, method: str) -> None:
    status, headers, body = _get(server, server.base, method)
    assert status == 501
    assert "只给看网上清单" in body.decode() and b"<b>" not in body
    _assert_guarded(headers)


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_its_own_names(server: PreviewServer, host: str) -> None:
    assert _get(server, server.base, Host=host.format(port=server.server_port))[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",  # a name of somebody else's that leads to 127.0.0.1: DNS rebinding
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}, evil.example",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "",
    ],
)
def test_under_another_name_it_says_nothing(server: PreviewServer, host: str) -> None:
    status, _, body = _get(server, server.base, Host=host.format(port=server.server_port))
    assert status == 421
    assert "首页" not in body.decode()


def test_without_a_name_or_with_two_it_says_nothing(server: PreviewServer) -> None:
    assert _ask(server, "GET", server.base, {})[0] == 421
    name = f"127.0.0.1:{server.server_port}"
    assert _ask(server, "GET", server.base, {"Host": name, "HOST": name})[0] == 421


@pytest.mark.parametrize(
    "words",
    [b"", b"\r\n", b"GET", b"GET /\r\n\r\n", b"\xff\xfe\x00\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
     b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n", b"GET /" + b"x" * 70000 + b" HTTP/1.1\r\n\r\n"],
)  # fmt: skip
def test_nonsense_does_not_stop_it(
    server: PreviewServer, words: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), 10) as line:
        line.sendall(words)
        line.shutdown(socket.SHUT_WR)
        _drain(line)
    assert _get(server, server.base)[0] == 200
    assert capfd.readouterr() == ("", "")


def test_who_goes_away_is_no_news(
    server: PreviewServer, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone that leaves in the middle of a big file resets the connection; nothing is printed of it."""
    (server.site / "big.png").write_bytes(bytes(8_000_000))
    over = Event()

    def end(request: socket.socket) -> None:
        request.close()
        over.set()

    monkeypatch.setattr(server, "shutdown_request", end)
    with socket.create_connection(("127.0.0.1", server.server_port), 10) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leave at once
        host = f"Host: 127.0.0.1:{server.server_port}"
        line.sendall(f"GET {server.base}big.png HTTP/1.0\r\n{host}\r\n\r\n".encode())
        assert line.recv(1)
    assert over.wait(20)
    assert capfd.readouterr() == ("", "")


def _drain(line: socket.socket) -> None:
    try:
        while line.recv(65536):
            pass
    except ConnectionResetError:
        pass


def test_it_listens_here_alone_under_a_new_path_each_time(tmp_path: Path) -> None:
    with PreviewServer(tmp_path) as first, PreviewServer(tmp_path) as second:
        assert first.base != second.base
        assert len(bytes.fromhex(first.base.strip("/"))) * 8 >= 64
        assert first.server_address[0] == "127.0.0.1"
        with pytest.raises(OSError, match=r"."):
            PreviewServer(tmp_path, first.server_port)


def test_it_asks_no_name_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getfqdn", "gethostbyaddr", "getaddrinfo", "gethostname"):
        monkeypatch.setattr(socket, name, None)
    with PreviewServer(tmp_path) as server:
        assert server.address.startswith("http://127.0.0.1:")
