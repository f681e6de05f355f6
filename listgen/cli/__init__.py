"""The command line: parse, call, print. The clock and the environment are read here and nowhere else."""

from __future__ import annotations

import difflib
import gc
import locale as system_locale
import os
import re
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import StringIO
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

import click

from listgen.cli.parser import command_line
from listgen.cli.terminal import FAILED, INTERRUPTED, OK, REFUSED, USAGE, Terminal, UsageFault
from listgen.locale import CHINESE, ENGLISH, LANGUAGES, visible

if TYPE_CHECKING:
    from listgen.catalog.owners import NotFound

_ALLOCATIONS = 100_000  # from one look for circles to the next
_RARE = "村㙍𡐓"  # a common character, one that GBK lacks, one beyond the first plane
_LONGEST = 500  # characters of what was typed, or of all that could have been
_LIKE = 0.6  # of a command that may have been meant
_WIDTH = 100  # columns of help; a Chinese character takes two


def main() -> None:
    """Obey the words after the program's name, and exit."""
    sys.unraisablehook, sys.excepthook = _let_go, _leave_unsaid
    stop = _Stop()
    code = run(sys.argv[1:], os.environ, stop)
    for number in (signal.SIGINT, signal.SIGTERM):  # nothing is left to stop, and the code is true
        signal.signal(number, signal.SIG_IGN)
    if code == INTERRUPTED or stop.heard:  # after Ctrl-C within an exec() Python would end by the signal
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


class _Stop:
    """What Ctrl-C and SIGTERM do: raise KeyboardInterrupt while there is work to stop, then nothing."""

    too_late = heard = False

    def listen(self) -> None:
        """Take both over; Ctrl-C only where the shell has not had it ignored, see __main__."""
        signal.signal(signal.SIGTERM, self)
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, self)

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if not self.too_late:
            self.heard = True
            raise KeyboardInterrupt


def run(arguments: Sequence[str], environment: Mapping[str, str], stop: _Stop | None = None) -> int:
    """Obey one command line; the exit code. Nothing but a wish for `--debug` lets a traceback through.

    `stop`: of a process that obeys nothing else afterwards.
    """
    io = Terminal(choose_language(arguments, environment))
    try:
        try:
            return _guarded(io, arguments, stop)
        finally:
            if stop is not None:
                stop.too_late = True  # before anything is said of it: it is said once
    except KeyboardInterrupt:
        return _told_interrupted(io)


def _guarded(io: Terminal, arguments: Sequence[str], stop: _Stop | None) -> int:
    """Obey; whatever goes wrong is said in a line."""
    try:
        _prepare()
        if stop is not None:
            stop.listen()
        if not _names_files():
            io.refuse("names-unfit", {"value": sys.getfilesystemencoding()})
            return REFUSED
        return _obey(io, list(arguments))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at exit
        return OK
    except OSError as refusal:
        facts = {"value": str(refusal.filename or ""), "reason": refusal.strerror or type(refusal).__name__}
        io.refuse("file-refused", facts)
        return REFUSED
    except Exception as problem:
        if "--debug" in arguments:
            traceback.print_exc()
        io.err(
            "listgen: " + io.say("internal-error", value=visible(f"{type(problem).__name__}: {problem}", 200))
        )
        return FAILED


def _obey(io: Terminal, arguments: list[str]) -> int:
    from listgen.build.errors import Refused as BuildRefused
    from listgen.catalog.owners import NotFound
    from listgen.edit.errors import Refused as EditRefused
    from listgen.edit.errors import Unfit

    group = command_line(io)
    try:
        with group.make_context("listgen", arguments, obj=io, terminal_width=_WIDTH) as context:
            return int(group.invoke(context) or OK)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as fault:
        io.err("listgen: " + _usage(io, fault))
    except UsageFault as fault:
        between = io.say("label.between")
        values = {
            name: said if isinstance(said, str) else between.join(said) for name, said in fault.values.items()
        }
        shown = {name: visible(text, _LONGEST) for name, text in values.items()}
        io.err("listgen: " + io.say(fault.slug, **shown))
    except NotFound as fault:
        io.err("listgen: " + _not_found(io, fault))
    except Unfit as fault:
        io.refuse(fault.slug, fault.values)
        return USAGE
    except (BuildRefused, EditRefused) as fault:
        io.refuse(fault.slug, fault.values)
        return REFUSED
    io.err(io.say("usage.see", command=_command_path(group, arguments)))
    return USAGE


def _not_found(io: Terminal, fault: NotFound) -> str:
    """What nothing or several are called, with the nearest or with all of that name."""
    from listgen.catalog.owners import UNKNOWN

    ending = f"{fault.why}-near" if fault.why == UNKNOWN and fault.known else fault.why
    known = io.say("label.between").join(visible(name, 200) for name in fault.known)
    return io.say(f"usage.{fault.what}-{ending}", value=visible(fault.value, 200), known=known)


def _command_path(group: click.Group, arguments: Sequence[str]) -> str:
    """The command that the line means, for pointing to its help."""
    path = "listgen"
    for word in arguments:
        below = group.commands.get(word)
        if below is not None:
            path += f" {word}"
            if not isinstance(below, click.Group):
                break
            group = below
    return path


def _usage(io: Terminal, fault: click.UsageError) -> str:
    """A fault of the parser in the terminal's language."""
    if isinstance(fault, click.MissingParameter):
        param = fault.param
        shown = param.human_readable_name if param else ""
        if isinstance(param, click.Option):
            shown = param.opts[-1]
        return io.say("usage.missing", value=shown)
    if isinstance(fault, click.NoSuchOption):
        known = io.say("label.between").join(fault.possibilities or ())
        slug = "usage.no-such-option-near" if known else "usage.no-such-option"
        return io.say(slug, value=visible(fault.option_name), known=known)
    if isinstance(fault, click.BadOptionUsage):
        return io.say("usage.bad-use", value=visible(fault.option_name))
    unknown = re.fullmatch(r"No such command '(.*)'\..*", fault.message, re.DOTALL)
    if unknown:
        group = fault.ctx.command if fault.ctx else None
        words = group.commands if isinstance(group, click.Group) else {}
        known = io.say("label.between").join(difflib.get_close_matches(unknown[1], words, 3, _LIKE))
        slug = "usage.no-such-command-near" if known else "usage.no-such-command"
        return io.say(slug, value=visible(unknown[1]), known=known)
    return io.say("usage.other")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """`--lang` wherever it stands, else the locale."""
    line = list(arguments)[: list(arguments).index("--")] if "--" in arguments else list(arguments)
    for at, word in enumerate(line):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(line):
            value = line[at + 1]
        if value in LANGUAGES:
            return value
    named = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    if not named and sys.platform == "win32":
        named = system_locale.getlocale()[0] or ""
    return CHINESE if named.lower().startswith(("zh", "chinese")) else ENGLISH


def _prepare() -> None:
    """Streams that never fail on a character, and a patient collector.

    A county is many values that live to the end; looking for circles among them again and again took a
    sixth of a check.
    """
    gc.set_threshold(_ALLOCATIONS, 50, 50)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the shell closed it: >&-
            setattr(sys, name, StringIO())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _names_files() -> bool:
    """Whether this system's names of files take every character: Linux in an ASCII or GBK locale has none."""
    try:
        os.fsencode(_RARE)
    except UnicodeEncodeError:
        return False
    return True


def _let_go(fault: sys.UnraisableHookArgs) -> None:
    """Ctrl-C that comes while C code calls Python, or something is thrown away, is lost in Python.

    What was being made then is not as it should be, so that nothing more is done: the next build goes on as
    after a loss of power.
    """
    if not isinstance(fault.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(fault)
        return
    _told_interrupted(Terminal(choose_language(sys.argv[1:], os.environ)))
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def _leave_unsaid(kind: type[BaseException], fault: BaseException, where: TracebackType | None) -> None:
    """A library that was compiled shows the traceback of what it then throws away, see `_let_go`."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, where)


def _told_interrupted(io: Terminal) -> int:
    io.err(("\n" if sys.stderr.isatty() else "") + io.say("interrupted"))
    return INTERRUPTED
