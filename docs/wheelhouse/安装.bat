@echo off
chcp 936 >nul
rem 双击安装 listgen，不用联网。本文件是 GBK 编码，所以上一行先换到 936，中文才不会乱码。
title listgen
cd /d "%~dp0"
set "FOUND="
for %%v in (3.13 3.12 3.11) do if not defined FOUND py -%%v -c "" >nul 2>nul && set "FOUND=py -%%v"
if not defined FOUND python -c "import sys; sys.exit(sys.version_info[0] != 3)" >nul 2>nul && set "FOUND=python"
if not defined FOUND goto none
%FOUND% install.py
goto ended
:none
echo 这台电脑上没有 Python。请信息中心的同志装上 64 位的 Python 3.11、3.12 或 3.13，再双击本文件。
:ended
pause
