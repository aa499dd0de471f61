#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start to first frame and memory, side by side with an empty libadwaita window.

usage: bench-start.py SHIM EMPTY CHATELAINE CHATELAINECTL SCHEMAS [RUNS]
Runs both in turn on a private X server with the cairo renderer, once without any chats, once with
three hundred of which one is restored; prints medians as lines of a table.

Other programs weigh on two of the figures: on the time by what they compute, on the PSS by the
libraries that they share with these two. Processor time and own memory are free of both.
"""
import json
import os
import shutil
import sqlite3
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
    first, first_processor, last, last_processor, pss, own = map(int, out.stdout.split()[-6:])
    return (first / 1000 - began * 1000, first_processor / 1000,
            last / 1000 - began * 1000, last_processor / 1000, pss / 1024, own / 1024)


# Times the empty window: what the start may take, and what it may weigh.
BAR = 1.5

# What a run says: name, unit, whether there is a bar.
FIGURES = [
    ("exec to first frame", "ms", True),
    ("processor until then", "ms", False),
    ("until nothing changes any more", "ms", False),
    ("processor until nothing changes", "ms", False),
    ("PSS", "MiB", True),
    ("own memory", "MiB", False),
]


def line(what, figure, unit, bar=None):
    digits = 2 if figure < 10 else 1 if figure < 100 else 0
    verdict = "– | –" if bar is None else f"≤ {bar:g}{unit} | {'ok' if figure <= bar else 'missed'}"
    print(f"{what} | {figure:.{digits}f}{unit} | {verdict}", flush=True)


def report(which, empty, chatelaine):
    for column, (what, unit, has_bar) in enumerate(FIGURES):
        bare = [row[column] for row in empty]
        full = [row[column] for row in chatelaine]
        line(f"start, {which}: {what}, empty window", statistics.median(bare), " " + unit)
        line(f"start, {which}: {what}", statistics.median(full), " " + unit)
        # Of two that ran one after the other, so that what else goes on weighs on both.
        line(f"start, {which}: {what}, to the empty window",
             statistics.median(b / a for a, b in zip(bare, full)), " ×", BAR if has_bar else None)


def fill(folder, n_chats):
    """Chats of ten messages each, the newest in sight, in the database that the start reads."""
    with sqlite3.connect(folder + "/data/chatelaine/chatelaine.db") as database:
        for chat in range(n_chats):
            when = 1767225600000000 - chat * 3600000000
            database.execute(
                "INSERT INTO chats (id, title, model, last_model, created_us, updated_us, is_pinned)"
                " VALUES (?, ?, ?, ?, ?, ?, 0)",
                (f"chat-{chat}", f"About the keys of house number {chat}",
                 "practice/practice-plain", "practice/practice-plain", when, when))
            for position in range(10):
                author = "assistant" if position % 2 else "user"
                body = {"id": f"m{chat}-{position}", "author": author, "created_us": when + position,
                        "parts": [{"kind": "text", "text": "The keeper wore all the keys. " * 12}]}
                if position % 2:
                    body["finish"] = "stop"
                database.execute(
                    "INSERT INTO messages (id, chat_id, parent_id, is_chosen, created_us, body)"
                    " VALUES (?, ?, ?, 1, ?, ?)",
                    (body["id"], f"chat-{chat}", f"m{chat}-{position - 1}" if position else None,
                     when + position, json.dumps(body)))
    database.close()

    settings = folder + "/config/glib-2.0/settings"
    os.makedirs(settings, exist_ok=True)
    with open(settings + "/keyfile", "w", encoding="utf-8") as keyfile:
        keyfile.write("[io/github/chatelaine/Chatelaine]\nshown-chat='chat-0'\n")


def measure(programs, environment, runs):
    results = {program: [] for program in programs}
    for program in programs:
        run_once(program, environment)
    for _ in range(runs):
        for program in programs:
            results[program].append(run_once(program, environment))
    return results.values()


def main():
    shim, empty, chatelaine, ctl, schemas = sys.argv[1:6]
    runs = int(sys.argv[6]) if len(sys.argv) > 6 else 5
    if not shutil.which("Xvfb") or not shutil.which("dbus-run-session"):
        print("needs Xvfb and dbus-run-session")
        return 77

    folder = tempfile.mkdtemp(prefix="chl-bench-")
    server, display = start_server(folder)
    environment = dict(
        os.environ, HOME=folder, DISPLAY=":" + display, GDK_BACKEND="x11", GSK_RENDERER="cairo",
        GDK_DEBUG="gl-disable", GTK_A11Y="none", LD_PRELOAD=shim, CHL_FIRST_FRAME="1",
        GSETTINGS_SCHEMA_DIR=schemas, GSETTINGS_BACKEND="keyfile", ADW_DISABLE_PORTAL="1",
        XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/data",
        XDG_CACHE_HOME=folder + "/cache", XDG_RUNTIME_DIR=folder, SECRET_BACKEND="file",
        SECRET_FILE_TEST_PATH=folder + "/keyring", SECRET_FILE_TEST_PASSWORD="bench")
    environment.pop("WAYLAND_DISPLAY", None)
    quiet = {k: v for k, v in environment.items() if k not in ("LD_PRELOAD", "CHL_FIRST_FRAME")}
    for words in (["add", "practice"], ["models", "practice", "--refresh"],
                  ["use", "practice/practice-plain"]):
        subprocess.run([ctl] + words, env=quiet, check=True, capture_output=True)

    try:
        report("no chats", *measure([empty, chatelaine], environment, runs))
        fill(folder, 300)
        report("300 chats, one restored", *measure([empty, chatelaine], environment, runs))
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if os.environ.get("CHL_BENCH_BUS") is None:
    os.environ["CHL_BENCH_BUS"] = "1"
    os.execvp("dbus-run-session", ["dbus-run-session", "--", sys.executable] + sys.argv)
sys.exit(main())
