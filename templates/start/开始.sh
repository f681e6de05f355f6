#!/bin/sh
# 双击（选“在终端中运行”）或者在终端里运行：打开 listgen 的菜单。
here=$(cd "$(dirname "$0")" && pwd) || exit 1

# 双击时没有终端的，自己打开一个。
if [ ! -t 0 ] && [ ! -t 1 ] && [ -n "$DISPLAY$WAYLAND_DISPLAY" ] && [ -z "$LISTGEN_TERMINAL" ]; then
    export LISTGEN_TERMINAL=1
    for terminal in x-terminal-emulator mate-terminal deepin-terminal gnome-terminal konsole xterm; do
        command -v "$terminal" >/dev/null 2>&1 && exec "$terminal" -e "$here/开始.sh"
    done
fi

for python in "$here/.venv/bin/python" "$here/../.venv/bin/python" "$here"/../listgen*/.venv/bin/python; do
    [ -x "$python" ] && exec "$python" -m listgen menu "$here" --lang zh
done
command -v listgen >/dev/null 2>&1 && exec listgen menu "$here" --lang zh

echo '没有找到 listgen。请把本文件夹放到装好的 listgen 文件夹旁边；没有装的，先运行那里的“安装.sh”，再运行“开始.sh”。'
printf '按回车键关闭。'
read -r _
exit 1
