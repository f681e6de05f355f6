"""The local server: files of the site below its base path, and nothing else."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from listgen.preview import PreviewServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    site = tmp_path / "site"
    (site / "001734").mkdir(parents=True)
    (site / "empty").mkdir()
    (site / "index.html").write_text("<p>首页</p>", "utf-8")
    (site / "001734" / "index.html").write_text("<p>青石村</p>", "utf-8")
    (site / "site.css").write_text("p{}", "utf-8")
    (site / "空 格.txt").write_text("x", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (site / "out.txt").symlink_to(tmp_path / "secret.txt")
    with PreviewServer(site) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def _get(server: PreviewServer, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path)
    connection.endheaders()
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), data


@pytest.mark.parametrize(
    ("path", "type_", "data"),
    [
        ("", "text/html; charset=utf-8", "首页"),
        ("index.html?x=1", "text/html; charset=utf-8", "首页"),
        ("001734/", "text/html; charset=utf-8", "青石村"),
        ("site.css", "text/css; charset=utf-8", "p{}"),
        ("%E7%A9%BA%20%E6%A0%BC.txt", "text/plain; charset=utf-8", "x"),
    ],
)
def test_files_are_served(server: PreviewServer, path: str, type_: str, data: str) -> None:
    status, headers, body = _get(server, server.base + path)
    assert (status, headers["Content-Type"]) == (200, type_)
    assert data in body.decode()
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, nothing = _get(server, server.base + path, "HEAD")
    assert (status, nothing, headers["Content-Length"]) == (200, b"", str(len(body)))


def test_a_folder_without_its_slash_is_sent_there(server: PreviewServer) -> None:
    status, headers, _ = _get(server, server.base + "001734")
    assert (status, headers["Location"]) == (301, server.base + "001734/")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "{base}nothing.html",
        "{base}empty",
        "{base}empty/",
        "{base}../secret.txt",
        "{base}%2e%2e/secret.txt",
        "{base}..%2fsecret.txt",
        "{base}out.txt",
        "{base}/etc/passwd",
        "{base}%00",
        "{base}..%5csecret.txt",
        "{base}001734/index.html/",
    ],
)
def test_all_else_is_not_found(server: PreviewServer, path: str) -> None:
    status, _, body = _get(server, path.format(base=server.base))
    assert status == 404
    assert b"secret" not in body and b"out.txt" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_refused(server: PreviewServer, method: str) -> None:
    assert _get(server, server.base, method)[0] == 501


def test_it_listens_here_alone_under_a_new_path_each_time(tmp_path: Path) -> None:
    with PreviewServer(tmp_path) as first, PreviewServer(tmp_path) as second:
        assert first.base != second.base
        assert first.server_address[0] == "127.0.0.1"
        with pytest.raises(OSError, match=r"."):
            PreviewServer(tmp_path, first.server_port)
