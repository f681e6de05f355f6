"""listgen preview: the online list on this computer, and with --lan on a phone in the same network."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from listgen.cli.paths import outputs_folder
from listgen.cli.terminal import INTERRUPTED, REFUSED, Terminal, UsageFault

if TYPE_CHECKING:
    from listgen.preview import PreviewServer
    from listgen.qr.symbol import Symbol

_INK = {True: "#000000", False: "#ffffff"}


def preview(io: Terminal, out: Path, port: int = 0, lan: bool = False) -> int:
    from listgen.cli.lan import lan_addresses
    from listgen.preview import HOST, INDEX, PreviewServer

    out = outputs_folder(out, "preview")
    site = out / "site" if (out / "site").is_dir() else out
    if not (site / INDEX).is_file():
        raise UsageFault("usage.no-site", value=str(out))
    hosts = lan_addresses() if lan else (HOST,)
    if not hosts:
        io.refuse("no-lan", {})
        return REFUSED
    with ExitStack() as stack:
        try:
            servers = [stack.enter_context(PreviewServer(site, port, host)) for host in hosts]
        except OSError:
            io.refuse("port-taken", {"value": str(port)})
            return REFUSED
        for server in servers[1:]:
            stack.enter_context(server.in_background())
        if lan:
            _tell_phones(io, servers)
        else:
            io.out(io.say("done.preview", address=servers[0].address))
        try:
            servers[0].serve_forever()
        except KeyboardInterrupt:
            io.out(io.say("preview-stopped"))
    return INTERRUPTED


def _tell_phones(io: Terminal, servers: Sequence[PreviewServer]) -> None:
    """Each address with its symbol, then who else can see the pages, and what to do if the phone does not."""
    from listgen.qr.symbol import encode

    io.out(io.say("preview-lan"))
    for server in servers:
        io.out("\n" + server.address)
        show_symbol(encode(server.address, "L"), sys.stdout)
    if len(servers) > 1:
        io.out("\n" + io.say("preview-lan-several"))
    io.out("\n" + io.say("preview-lan-warning"))
    io.out("\n" + io.say("preview-lan-help"))


def show_symbol(symbol: Symbol, stream: TextIO) -> None:
    """Black on white where the terminal has colours; else plain blocks, where the console has them."""
    from rich.console import Console
    from rich.text import Text

    from listgen.qr.blocks import LOWER_HALF, light_blocks, pairs

    console = Console(file=stream, soft_wrap=True, highlight=False)
    if console.color_system and not console.no_color:
        for line in pairs(symbol):
            # One character throughout: a face that draws it two columns wide keeps the columns even
            cells = ((LOWER_HALF, f"{_INK[lower]} on {_INK[upper]}") for upper, lower in line)
            console.print(Text.assemble(*cells))
        return
    lines = light_blocks(symbol)
    try:
        "".join(lines).encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return
    stream.write("\n".join(lines) + "\n")
    stream.flush()
