"""A local server for looking at the online list before it is published."""

from __future__ import annotations

import gzip
import html
import re
import secrets
import socketserver
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

from listgen.locale import LANGUAGES, say

HOST = "127.0.0.1"
INDEX = "index.html"
_TEXTS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
}
_TYPES = _TEXTS | {
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ALWAYS = {
    "Cache-Control": "no-store",  # what is looked at is the last build, never the one before
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# No hidden file, no way up, no drive or stream of Windows, nothing that a terminal acts on.
_NAME = re.compile(r"[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]*")


class PreviewServer(ThreadingHTTPServer):
    """Serves the files of `site` at `host` below a base path that nobody can guess.

    Port 0 takes a free one. Raises OSError when the port is taken or `host` is no address of this machine.
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs have one port

    def __init__(self, site: Path, port: int = 0, host: str = HOST) -> None:
        self.site = site.resolve()
        self.base = f"/{secrets.token_hex(8)}/"  # 64 bits: a neighbour in the network cannot try them all
        super().__init__((host, port), _Handler)
        here = (host, "localhost") if host == HOST else (host,)
        self.names = {f"{name}:{self.server_port}" for name in here}
        if self.server_port == 80:
            self.names.update(here)

    @property
    def address(self) -> str:
        """Where the front page is."""
        return f"http://{self.server_name}:{self.server_port}{self.base}"

    def server_bind(self) -> None:
        """Without the library's question for the machine's name, which goes out to a name server."""
        socketserver.TCPServer.server_bind(self)
        host, self.server_port = self.socket.getsockname()[:2]
        self.server_name = str(host)

    def handle_error(self, request: object, client_address: object) -> None:
        """A phone that goes away in the middle is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @contextmanager
    def in_background(self) -> Iterator[None]:
        """Serves beside whatever the caller does meanwhile."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of files; a folder answers with its index.html, never with a listing."""

    server: PreviewServer
    server_version = "listgen"
    sys_version = ""
    timeout = 20  # seconds; whoever connects and says nothing is dropped
    error_message_format = "%(code)d"  # replaced in send_error by a page in words

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:
        """The terminal belongs to the address."""

    def end_headers(self) -> None:
        for name, value in _ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A page in plain words; the line that was not understood is not repeated on it."""
        self.error_message_format = _error_page(code).replace("%", "%%")
        super().send_error(code, HTTPStatus(code).phrase, "")

    def _answer(self, body: bool) -> None:
        if self.headers.get_all("Host", []) not in [[name] for name in self.server.names]:
            # A name of somebody else's that was made to lead here: a page elsewhere tries to read this one.
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = self.path.partition("?")[0]
        found = self._file(path)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif found.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(found, body)

    def _file(self, path: str) -> Path | None:
        """The file that a path means, or a folder that lacks its slash; None for all outside the site."""
        try:
            rest = unquote(path.removeprefix(self.server.base), errors="strict")
            names = rest.split("/") if rest else [""]
            if not path.startswith(self.server.base) or not all(map(_NAME.fullmatch, names[:-1])):
                return None
            if names[-1] and not _NAME.fullmatch(names[-1]):
                return None
            target = self.server.site.joinpath(*names[:-1], names[-1] or INDEX).resolve()
            inside = target.is_relative_to(self.server.site)
            return target if inside and (target.is_file() or (target / INDEX).is_file()) else None
        except (OSError, RuntimeError, ValueError):  # too long a name, links in a circle, not UTF-8
            return None

    def _send(self, path: Path, body: bool) -> None:
        try:
            data = path.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        kind = path.suffix.lower()
        self.send_header("Content-Type", _TYPES.get(kind, "application/octet-stream"))
        if kind in _TEXTS:
            self.send_header("Vary", "Accept-Encoding")
            if _takes_gzip(", ".join(self.headers.get_all("Accept-Encoding", []))):
                self.send_header("Content-Encoding", "gzip")
                data = gzip.compress(data, 9, mtime=0)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)


def _takes_gzip(accepted: str) -> bool:
    """Whether a value of Accept-Encoding names gzip or `*`, and not only to decline it (RFC 9110, 12.5.3)."""
    weights: dict[str, bool] = {}
    for entry in accepted.lower().split(","):
        name, _, weight = entry.replace(" ", "").partition(";q=")
        weights[name] = not re.fullmatch(r"0(\.0*)?", weight)
    return weights.get("gzip", weights.get("*", False))


def _error_page(code: int) -> str:
    key = {HTTPStatus.NOT_FOUND: "preview-no-page"}.get(HTTPStatus(code), "preview-not-answered")
    texts = "".join(f'<p lang="{language}">{html.escape(say(language, key))}</p>' for language in LANGUAGES)
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{code}</title></head><body>{texts}</body></html>\n"
    )
