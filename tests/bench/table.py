#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of `meson test --benchmark` as tables for docs/performance.md.

usage: table.py BUILD/meson-logs/testlog.txt
"""
import re
import sys

LINE = re.compile(r"^(?P<what>[^|#]+?) \| (?P<figure>[^|]+) \| (?P<bar>[^|]+) \| (?P<state>ok|missed|–)$")


def main():
    group = None
    with open(sys.argv[1], encoding="utf-8") as log:
        for line in log:
            found = LINE.match(line.strip())
            if found is None:
                continue
            name = re.split(r"[,:]| \d", found["what"])[0]
            if name != group:
                group = name
                print("\n| what | figure | bar | |\n| --- | ---: | ---: | --- |")
            print(f"| {found['what']} | {found['figure']} | {found['bar']} | {found['state']} |")


if __name__ == "__main__":
    main()
