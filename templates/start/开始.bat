@echo off
chcp 936 >nul
rem 双击打开 listgen 的菜单。本文件是 GBK 编码，所以上一行先换到 936，中文才不会乱码。
title listgen
set "FOUND="
for /d %%d in ("%~dp0..\listgen*") do if exist "%%~d\.venv\Scripts\python.exe" set "FOUND=%%~d\.venv\Scripts\python.exe"
if exist "%~dp0..\.venv\Scripts\python.exe" set "FOUND=%~dp0..\.venv\Scripts\python.exe"
if exist "%~dp0.venv\Scripts\python.exe" set "FOUND=%~dp0.venv\Scripts\python.exe"
if defined FOUND goto found
where listgen >nul 2>nul
if errorlevel 1 goto none
listgen menu "%~dp0." --lang zh
goto ended
:found
"%FOUND%" -m listgen menu "%~dp0." --lang zh
goto ended
:none
echo 没有找到 listgen。请把本文件夹放到装好的 listgen 文件夹旁边；没有装的，先双击那里的“安装.bat”，再双击“开始.bat”。
cmd /c exit 1
:ended
if not "%errorlevel%"=="0" pause
