"""The table of commands and their options, with help in the terminal's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from listgen.build.kinds import KINDS
from listgen.cli import cluster as cluster_commands
from listgen.cli import commands
from listgen.cli import links as link_commands
from listgen.cli import order as order_commands
from listgen.cli import record as record_commands
from listgen.cli import release as release_commands
from listgen.cli import workbook as workbook_commands
from listgen.cli.count import count
from listgen.cli.diff import diff, take
from listgen.cli.explain import explain
from listgen.cli.help import Context
from listgen.cli.issue import issue
from listgen.cli.laws import laws
from listgen.cli.lint import FAIL_ON, lint
from listgen.cli.menu import menu
from listgen.cli.package import package
from listgen.cli.paths import project_of, quoted
from listgen.cli.preview import preview
from listgen.cli.terminal import OK, USAGE, Terminal, UsageFault
from listgen.locale import LANGUAGES, say

FREEZE = "freeze"


class _Typed(click.ParamType[Any]):
    """A parameter read by `read`, which raises UsageFault."""

    def __init__(self, name: str, read: Callable[[str], object]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self._read(value) if isinstance(value, str) else value


def _read_text(value: str) -> str:
    """An argument as it came; half characters of a broken console are refused."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageFault("usage.bad-text", value=value) from None
    return value


def _read_day(value: str) -> date:
    from listgen.sources.fields import read_date

    day = read_date(value)
    if day is None:
        raise UsageFault("usage.bad-day", value=value)
    return day


def _read_edition(value: str) -> str:
    from listgen.county import EDITION_NUMBER

    if not re.fullmatch(EDITION_NUMBER, value, re.ASCII):
        raise UsageFault("usage.bad-edition", value=value)
    return value


def _read_address(value: str) -> object:
    from listgen.build.cluster.address import read_address

    return read_address(value)


def _read_number(value: str, least: int, most: int) -> int:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 7 else -1
    if not least <= number <= most:
        raise UsageFault("usage.bad-number", value=value, least=str(least), most=str(most))
    return number


def _read_choice(value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise UsageFault("usage.bad-choice", value=value, choices=choices)
    return value


def _read_kind(io: Terminal, value: str) -> str:
    """A kind of output by the manifest's word or by that of either language."""
    for kind in KINDS:
        if value in (kind, *(say(language, f"kind.{kind}") for language in LANGUAGES)):
            return kind
    raise UsageFault("usage.bad-kind", value=value, choices=_kinds(io))


def _kinds(io: Terminal) -> list[str]:
    return [io.say("label.kind", kind=kind, word=io.say(f"kind.{kind}")) for kind in KINDS]


_DAY = _Typed("YYYY-MM-DD", _read_day)
_TEXT = _Typed("TEXT", _read_text)
_PATH = _Typed("PATH", Path)
_FAIL_ON = _Typed("WHAT", partial(_read_choice, choices=FAIL_ON))
_ADDRESS = _Typed("ADDR", _read_address)


def _number(least: int, most: int) -> _Typed:
    return _Typed("N", partial(_read_number, least=least, most=most))


class _Command(click.Command):
    """A command whose help has headings in the language of its terminal."""

    context_class = Context

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, ctx.obj.say("label.usage"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [found for option in options if (found := option.get_help_record(ctx))]
        required = ctx.obj.say("label.required")
        worded = [(names, text.replace("[required]", required)) for names, text in records]
        _write_section(formatter, ctx.obj.say("label.options"), worded)


class _Group(_Command, click.Group):
    """A command with commands below it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        entries = [(name, _first_sentence(command.help or "")) for name, command in self.commands.items()]
        _write_section(formatter, ctx.obj.say("label.commands"), entries)


class _ReleaseGroup(_Group):
    """`listgen release [PROJECT]` by itself freezes; only what else there is has a name of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asks = args[:1] in (["--help"], ["-h"])
        named = args and args[0] in self.commands
        return super().parse_args(ctx, args if asks or named else [FREEZE, *args])


def _write_section(formatter: click.HelpFormatter, heading: str, entries: list[tuple[str, str]]) -> None:
    formatter.write(f"\n{heading}\n")
    with formatter.indentation():
        formatter.write_dl(entries)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=。)|(?<=\.) ", text, maxsplit=1)[0]


def command_line(io: Terminal) -> click.Group:
    """All commands, with their help in the terminal's language."""

    def option(*names: str, key: str = "", **more: Any) -> click.Option:
        text = io.say(f"option.{key or names[-1].strip('-')}", kinds=io.say("label.between").join(_kinds(io)))
        return click.Option(names, help=text, **more)

    def flag(name: str, target: str = "", key: str = "") -> click.Option:
        return option(name, *([target] if target else ()), key=key or name.strip("-"), is_flag=True)

    def add(group: click.Group, name: str, callback: Callable[..., int], *params: click.Parameter) -> None:
        key = name if group is root else f"{group.name}.{name}"
        group.add_command(
            _Command(name, callback=partial(_called, io, callback), params=[*params, *_common(io)],
                     help=io.say(f"help.{key}"), add_help_option=False,
                     options_metavar=io.say("label.options-metavar"))
        )  # fmt: skip

    def group(name: str, key: str, class_: type[_Group] = _Group) -> _Group:
        return class_(name, help=io.say(key), params=_common(io), add_help_option=False,
                      invoke_without_command=True, callback=_show_help,
                      options_metavar=io.say("label.options-metavar"),
                      subcommand_metavar=io.say("label.command-metavar"))  # fmt: skip

    def project() -> click.Argument:
        return click.Argument(["project"], type=_PATH, default=".", required=False)

    def out() -> click.Argument:
        return click.Argument(["out"], type=_PATH, default=".", required=False)

    root = group("listgen", "help")
    root.params.append(
        click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False,
                     callback=_show_version, help=io.say("option.version"))
    )  # fmt: skip
    as_json, everything = flag("--json", "as_json"), flag("--all", "everything")
    as_of = option("--as-of", type=_DAY)
    owners = (
        option("--township", "townships", key="township", type=_TEXT, multiple=True, metavar="ID"),
        option("--village", "villages", key="village", type=_TEXT, multiple=True, metavar="ID"),
    )
    folder = click.Argument(["folder"], type=_PATH, metavar="DIR")
    certificates = option("--certificates", type=_PATH, metavar="DIR")
    add(root, "demo", commands.demo, option("-o", "out", key="demo-out", type=_PATH, metavar="DIR"),
        option("--example", type=_TEXT, default="", show_default=False, metavar="NAME"))  # fmt: skip
    add(root, "init", commands.init, folder, option("--name", type=_TEXT),
        option("--scheme", type=_TEXT, metavar="NAME"))  # fmt: skip
    edition = option("--edition", type=_Typed("N", _read_edition), metavar="N")
    add(root, "check", commands.check, project(), as_of, edition, as_json, everything)
    add(root, "build", commands.build, project(),
        option("-o", "--out", key="out", type=_PATH, metavar="OUT"), as_of, edition,
        option("--only", type=_Typed("KIND", partial(_read_kind, io)), multiple=True), *owners,
        option("-j", "jobs", key="jobs", type=_number(1, 256), default=0, show_default=False),
        option("--cluster", type=_ADDRESS, metavar="ADDR"), certificates,
        flag("--pdf"), flag("--dry-run"), flag("--explain"), flag("--check", "check_only"), as_json,
        everything)  # fmt: skip
    add(root, "verify", commands.verify, out(), option("--project", type=_PATH, metavar="DIR"),
        option("--report", type=_PATH, metavar="FILE"), as_json, everything)  # fmt: skip
    add(root, "count", count, project(), as_of, as_json)
    add(root, "explain", explain, click.Argument(["village"], type=_TEXT),
        click.Argument(["item"], type=_TEXT, required=False),
        option("--project", key="project-asked", type=_PATH, default=".", show_default=False, metavar="DIR"),
        as_of, as_json)  # fmt: skip
    add(root, "laws", laws, project(), as_of, flag("--stale"),
        option("--csv", "table", key="csv-laws", type=_PATH, metavar="FILE"), as_json)  # fmt: skip
    names = [click.Argument([name], type=_TEXT, metavar=name.upper()) for name in ("old", "new")]
    add(root, "diff", diff, *names, as_json, option("--rows", type=_PATH, metavar="FILE.csv"),
        option("--docx", type=_PATH, metavar="FILE.docx"),
        option("--fail-on", type=_TEXT, metavar="KINDS"))  # fmt: skip
    add(root, "take", take, click.Argument(["project"], type=_PATH),
        click.Argument(["ids"], type=_TEXT, nargs=-1, required=True, metavar="ID..."),
        flag("--dry-run", key="dry-run-take"))  # fmt: skip
    add(root, "lint", lint, click.Argument(["notice"], type=_PATH), project(), as_of,
        option("--fail-on", key="fail-on-lint", type=_FAIL_ON, multiple=True), as_json)  # fmt: skip
    add(root, "package", package, out(),
        option("--township", "townships", key="township-package", type=_TEXT, multiple=True, required=True,
               metavar="ID"),
        option("-o", "target", key="package-out", type=_PATH, metavar="FILE.zip"))  # fmt: skip
    add(root, "menu", menu, project())
    port = option("--port", type=_number(1, 65535), default=0, show_default=False)
    add(root, "preview", preview, out(), flag("--lan"), port)
    links = group("links", "help.links")
    root.add_command(links)
    add(links, "mint", link_commands.mint, project())
    add(links, "issue", issue, project(),
        option("--batch", type=_TEXT, required=True, metavar="NAME"),
        option("--date", "day", key="date", type=_DAY), *owners,
        option("-o", "--out", key="issue-out", type=_PATH, metavar="OUT"),
        flag("--without-outputs"))  # fmt: skip
    add(links, "list", link_commands.list_links, project(),
        option("--batch", key="batch-list", type=_TEXT, metavar="NAME"),
        option("--fingerprint", "printed", key="fingerprint", type=_TEXT, metavar="TEXT"),
        as_json)  # fmt: skip
    add(links, "retire", link_commands.retire, project(),
        option("--village", key="village-retire", type=_TEXT, required=True, metavar="ID"),
        option("--into", type=_TEXT, metavar="ID"), flag("--dissolved"))  # fmt: skip
    add(links, "map", link_commands.map_links, project(),
        option("-o", "out", key="map-out", type=_PATH, metavar="DIR"), flag("--follow-merged"))  # fmt: skip
    releases = group("release", "help.release", _ReleaseGroup)
    root.add_command(releases)
    add(releases, FREEZE, release_commands.freeze, project(), flag("--dry-run", key="dry-run-release"))
    add(releases, "list", release_commands.list_releases, project(), as_json)
    records = group("record", "help.record")
    root.add_command(records)
    sort = click.Argument(["sort"], type=_TEXT, metavar="admission|consultation|feedback|filing")
    add(records, "new", record_commands.new, sort, project())
    add(records, "list", record_commands.list_records, project(), as_json)
    books = group("workbook", "help.workbook")
    root.add_command(books)
    add(books, "export", workbook_commands.export, project(),
        option("-o", "out", key="workbook-out", type=_PATH, metavar="FILE.xlsx"))  # fmt: skip
    add(books, "import", workbook_commands.import_, click.Argument(["file"], type=_PATH, metavar="FILE.xlsx"),
        project(), flag("--yes"))  # fmt: skip
    orders = group("order", "help.order")
    root.add_command(orders)
    which = option("--batch", key="batch-mark", type=_TEXT, required=True, metavar="NAME")
    order_out = option("-o", "--out", key="out", type=_PATH, metavar="OUT")
    jobs = option("-j", "jobs", key="jobs", type=_number(1, 256), default=0, show_default=False)
    add(orders, "new", order_commands.new, project(),
        option("--batch", key="batch-order", type=_TEXT, required=True, metavar="NAME"),
        option("--date", "day", key="date-order", type=_DAY), *owners,
        option("--slot", "slots", key="slot", type=_TEXT, multiple=True, metavar="ID"),
        option("--quantity", "quantities", key="quantity", type=_TEXT, multiple=True, metavar="ID=N"),
        option("--changed-since", "since", key="changed-since", type=_TEXT, metavar="NAME"),
        option("--sheet", type=_TEXT, metavar="WxH"), flag("--cut-contour"),
        flag("--dry-run", key="dry-run-order"), order_out, jobs)  # fmt: skip
    add(orders, "withdraw", order_commands.withdraw, project(), which, order_out, jobs)
    add(orders, "archive", order_commands.archive, project(), which, order_out, jobs)
    add(orders, "list", order_commands.list_orders, project(), as_json)
    clusters = group("cluster", "help.cluster")
    root.add_command(clusters)
    address = click.Argument(["address"], type=_ADDRESS, metavar="ADDR")
    add(clusters, "certificates", cluster_commands.certificates, folder)
    add(clusters, "scheduler", cluster_commands.scheduler, address, certificates)
    add(clusters, "worker", cluster_commands.worker, address, certificates,
        option("-j", "jobs", key="jobs-worker", type=_number(1, 256), default=0,
               show_default=False))  # fmt: skip
    return root


def _called(io: Terminal, callback: Callable[..., int], **given: Any) -> int:
    """Obey; what is then said of commands names the project that was given, or that the outputs are of."""
    project = given.get("project") or (project_of(given["out"]) if given.get("out") else None)
    if project and project != Path():
        io.project = quoted(project)
    return callback(io, **given)


def _common(io: Terminal) -> list[click.Parameter]:
    """What every command takes. `--lang` and `--debug` were read from the line before it was parsed."""
    language = _Typed("zh|en", partial(_read_choice, choices=LANGUAGES))
    return [
        click.Option(["--lang"], type=language, metavar="zh|en", expose_value=False,
                     help=io.say("option.lang")),
        click.Option(["--debug"], is_flag=True, expose_value=False, help=io.say("option.debug")),
        click.Option(["--help", "-h"], is_flag=True, is_eager=True, expose_value=False,
                     callback=_help_option, help=io.say("option.help")),
    ]  # fmt: skip


def _help_option(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        ctx.obj.out(ctx.get_help())
        ctx.exit(OK)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version

        ctx.obj.out(f"listgen {version('listgen')}")
        ctx.exit(OK)


@click.pass_context
def _show_help(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.obj.err(ctx.get_help())
        ctx.exit(USAGE)
