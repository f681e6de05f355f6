"""Puts listgen from this folder into .venv beside this file, without a network. Run by 安装.bat and 安装.sh.

It stands alone, so it has its own sentences; Python 3.6 can still read it and say that it is too old.
"""

import os
import platform
import re
import subprocess
import sys
import sysconfig
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HERE = os.path.dirname(os.path.abspath(__file__))
WHEELS = os.path.join(HERE, "wheels")
# What is compiled, and may miss something of the system.
COMPILED = "import cffi, lxml.etree, minify, numpy, pikepdf, PIL.Image, pypdfium2, uharfbuzz, yaml, zxingcpp"
LACKING = (
    "装上了，但运行不起来，原因见上面。上面有“DLL load failed”的，请信息中心的同志装上"
    "“Microsoft Visual C++ 2015-2022 运行库（x64）”，再双击本文件；别的，请发给维护的同志。"
)
LEGACY = {"2014": 17, "2010": 12, "1": 5}  # glibc 2.x of the older names of manylinux
VENV = os.path.join(HERE, ".venv")


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    wrong = unfit(os.listdir(WHEELS), sys.version_info[:2], sysconfig.get_platform(), platform.libc_ver())
    if wrong:
        return stop(wrong)
    say("正在安装，要一两分钟，请不要关闭窗口……")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        return stop(f"建不了 {VENV}。正开着 listgen 的，先关掉再试；Linux 上可能少装了软件包 {package}。")
    python = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
    if subprocess.call(pip(python), env=quiet(os.environ)) != 0:
        return stop(
            "没有装成，原因见上面的英文。请把压缩包重新解压一遍再试；还不行的，把窗口里的话发给维护的同志。"
        )
    if subprocess.call([python, "-c", COMPILED]) or subprocess.call([python, "-m", "listgen", "--version"]):
        return stop(LACKING if os.name == "nt" else "装上了，但运行不起来，原因见上面。请发给维护的同志。")
    starter = "开始.bat" if os.name == "nt" else "开始.sh"
    say(f"装好了。双击“{starter}”打开菜单。")
    return 0


def pip(python: str) -> "list[str]":
    """The line that installs what requirements.txt names, by SHA-256, from this folder alone."""
    line = [python, "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-cache-dir", "--no-input"]
    line += ["install", "--quiet", "--no-warn-script-location", "--no-index", "--find-links", WHEELS]
    return [*line, "--only-binary", ":all:", "--require-hashes", "-r", os.path.join(HERE, "requirements.txt")]


def quiet(environment: "Mapping[str, str]") -> "dict[str, str]":
    """The environment without settings of pip, which might name an index."""
    kept = {name: text for name, text in environment.items() if not name.startswith(("PIP_", "PYTHON"))}
    kept["PIP_CONFIG_FILE"] = os.devnull
    return kept


def unfit(wheels: "Sequence[str]", version: "tuple[int, int]", here: str, libc: "tuple[str, str]") -> str:
    """What of this computer does not go with the wheels, in a sentence; empty where all does."""
    made = sorted({int(found) for name in wheels for found in re.findall("-cp3([0-9]{2})-cp3", name)})
    if version[0] != 3 or version[1] not in made:
        known = "、".join(f"3.{minor}" for minor in made)
        found = f"{version[0]}.{version[1]}"
        return f"这台电脑上的 Python 是 {found}，要 {known} 里的一个。请信息中心的同志装一个，再运行一次。"
    machines = [one for one in ("win_amd64", "aarch64", "x86_64") if any(one in name for name in wheels)]
    if not here.replace("-", "_").endswith(tuple(machines)):
        return f"这个安装包是给 {machines[0]} 的，这台电脑（或者它的 Python）是 {here}，请换一个安装包。"
    glibc = oldest_glibc(wheels)
    if libc[0] == "glibc" and tuple(map(int, libc[1].split(".")[:2])) < (2, glibc):
        return f"这台电脑的系统太旧：glibc 是 {libc[1]}，要 2.{glibc} 以上。"
    return ""


def oldest_glibc(wheels: "Sequence[str]") -> int:
    """The 2.x that all wheels run with; 0 where none is for Linux."""
    glibcs = [0]
    for name in wheels:
        tags = re.findall("manylinux(_2_[0-9]+|2014|2010|1)_", name)
        glibcs += [min(LEGACY.get(tag) or int(tag[3:]) for tag in tags)] if tags else []
    return max(glibcs)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def stop(text: str) -> int:
    say(text)
    return 1


if __name__ == "__main__":
    sys.exit(main())
