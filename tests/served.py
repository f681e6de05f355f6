"""A static server as a county might have: below a base path of its own, whatever the pages were built for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """Where a folder is served, and what was asked for, in order."""

    address: str
    asked: list[str] = field(default_factory=list)

    def page(self, path: str) -> str:
        """The address of a page that is named by its path below the folder."""
        return self.address + path


@contextmanager
def served(folder: Path, base: str) -> Iterator[Served]:
    """Serves `folder` below `base`, a path that starts and ends with a slash, and nothing beside it."""

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *values: object) -> None:
            super().__init__(*values, directory=str(folder))  # type: ignore[arg-type]

        def send_head(self):  # type: ignore[no-untyped-def]
            place.asked.append(self.path)
            if not self.path.startswith(base):
                self.send_error(HTTPStatus.NOT_FOUND)
                return None
            self.path = self.path[len(base) - 1 :]
            return super().send_head()

        def log_message(self, format: str, *values: object) -> None:
            """The terminal is pytest's."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256  # linkinator asks for a hundred at once

    with Server(("127.0.0.1", 0), Handler) as server:
        place = Served(f"http://127.0.0.1:{server.server_port}{base}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield place
        finally:
            server.shutdown()
            thread.join()
