#!/bin/sh
# 在终端里运行，或者双击后选“在终端中运行”：安装 listgen，不用联网。
cd "$(dirname "$0")" || exit 1
found=
for python in python3.13 python3.12 python3.11 python3; do
    if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        found=$python
        break
    fi
done
if [ -n "$found" ]; then
    "$found" install.py
    code=$?
else
    echo '这台电脑上没有 Python 3。请信息中心的同志装上 Python 3.11、3.12 或 3.13，再运行一次。'
    code=1
fi
if [ -t 0 ]; then printf '按回车键关闭。'; read -r _; fi
exit "$code"
