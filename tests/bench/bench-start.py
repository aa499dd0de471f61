#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start to first frame and memory, side by side with an empty libadwaita window.

usage: bench-start.py SHIM EMPTY CHATELAINE CHATELAINECTL SCHEMAS [RUNS]
Runs both in turn on a private X server with the cairo renderer; prints minimum, median, maximum.

Other programs weigh on two of the figures: on the time by what they compute, on the PSS by the
libraries that they share with these two. Processor time and own memory are free of both.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def start_server(folder):
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    return server, os.read(read, 16).decode().strip()


def run_once(program, environment):
    began = time.clock_gettime(time.CLOCK_MONOTONIC)
    out = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=60)
    frame, processor, pss, own = map(int, out.stdout.split()[-4:])
    return (frame / 1000 - began * 1000, processor / 1000, pss / 1024, own / 1024)


def show(name, values):
    values = sorted(values)
    print(f"{name:<40} {values[0]:8.1f} {statistics.median(values):8.1f} {values[-1]:8.1f}")


def compare(what, column, results, bar):
    empty, chatelaine = ([row[column] for row in rows] for rows in results.values())
    show(f"empty window: {what}", empty)
    show(f"Chatelaine: {what}", chatelaine)
    # Of two that ran one after the other, so that what else goes on weighs on both.
    ratio = statistics.median(b / a for a, b in zip(empty, chatelaine))
    print(f"{what}: {ratio:.2f} x the empty window{bar}")


def main():
    shim, empty, chatelaine, ctl, schemas = sys.argv[1:6]
    runs = int(sys.argv[6]) if len(sys.argv) > 6 else 9
    if not shutil.which("Xvfb") or not shutil.which("dbus-run-session"):
        print("needs Xvfb and dbus-run-session")
        return 77

    folder = tempfile.mkdtemp(prefix="chl-bench-")
    server, display = start_server(folder)
    environment = dict(
        os.environ, HOME=folder, DISPLAY=":" + display, GDK_BACKEND="x11", GSK_RENDERER="cairo",
        GDK_DEBUG="gl-disable", GTK_A11Y="none", LD_PRELOAD=shim, CHL_FIRST_FRAME="1",
        GSETTINGS_SCHEMA_DIR=schemas, GSETTINGS_BACKEND="memory", ADW_DISABLE_PORTAL="1",
        XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/data",
        XDG_CACHE_HOME=folder + "/cache", XDG_RUNTIME_DIR=folder, SECRET_BACKEND="file",
        SECRET_FILE_TEST_PATH=folder + "/keyring", SECRET_FILE_TEST_PASSWORD="bench")
    environment.pop("WAYLAND_DISPLAY", None)
    quiet = {k: v for k, v in environment.items() if k not in ("LD_PRELOAD", "CHL_FIRST_FRAME")}
    for words in (["add", "practice"], ["models", "practice", "--refresh"],
                  ["use", "practice/practice-plain"]):
        subprocess.run([ctl] + words, env=quiet, check=True, capture_output=True)

    results = {empty: [], chatelaine: []}
    try:
        for program in results:
            run_once(program, environment)
        for _ in range(runs):
            for program in results:
                results[program].append(run_once(program, environment))
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)

    print(f"{'':<40} {'min':>8} {'median':>8} {'max':>8}   ({runs} runs)")
    compare("first frame, ms", 0, results, " (bar: 1.50 x)")
    compare("processor until then, ms", 1, results, "")
    compare("PSS, MiB", 2, results, " (bar: 1.50 x)")
    compare("own memory, MiB", 3, results, "")
    return 0


if os.environ.get("CHL_BENCH_BUS") is None:
    os.environ["CHL_BENCH_BUS"] = "1"
    os.execvp("dbus-run-session", ["dbus-run-session", "--", sys.executable] + sys.argv)
sys.exit(main())
