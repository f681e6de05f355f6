"""A local server for looking at the online list before it is published."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
INDEX = "index.html"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves the files of `site` below a base path that nobody can guess.

    Port 0 takes a free one. Raises OSError when the port is taken.
    """

    daemon_threads = True

    def __init__(self, site: Path, port: int = 0) -> None:
        self.site = site.resolve()
        self.base = f"/{secrets.token_hex(4)}/"
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the front page is."""
        return f"http://{HOST}:{self.server_port}{self.base}"


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of files; a folder answers with its index.html, never with a listing."""

    server: PreviewServer
    server_version = "listgen"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:
        """The terminal belongs to the one line with the address."""

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        found = self._file(path)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif found.is_dir():
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", urlsplit(self.path).path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(found, body)

    def _file(self, path: str) -> Path | None:
        """The file that a path means, or a folder that lacks its slash; None for all outside the site."""
        if "\0" in path or "\\" in path or not path.startswith(self.server.base):
            return None
        rest = path.removeprefix(self.server.base)
        target = (self.server.site / (rest + INDEX if rest.endswith("/") or not rest else rest)).resolve()
        if not target.is_relative_to(self.server.site):
            return None
        if target.is_file() or (target / INDEX).is_file():
            return target
        return None

    def _send(self, path: Path, body: bool) -> None:
        data = path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", _TYPES.get(path.suffix.lower(), "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if body:
            self.wfile.write(data)
