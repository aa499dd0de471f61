#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-display.sh PROGRAM [ARGUMENT...]: runs a test with an X server and a session bus of its own.
# Ends only what it has started. Without an X server the test is skipped.

for program in Xvfb dbus-run-session; do
  if ! command -v "$program" >/dev/null 2>&1; then
    echo "1..0 # SKIP no $program"
    exit 0
  fi
done

folder=$(mktemp -d "${TMPDIR:-/tmp}/chatelaine-display.XXXXXX") || exit 1
mkdir -m 700 "$folder/run"
mkfifo "$folder/display"

# Closing the fifo's other end is no signal to Xvfb, so it is ended by its id.
Xvfb -displayfd 9 -screen 0 1280x900x24 -nolisten tcp -noreset \
  9>"$folder/display" >"$folder/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$folder"' EXIT

read -r number <"$folder/display"
if [ -z "$number" ]; then
  echo "1..0 # SKIP Xvfb does not start"
  exit 0
fi

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS
DISPLAY=":$number" GDK_BACKEND=x11 XDG_RUNTIME_DIR="$folder/run" \
  dbus-run-session -- "$@"
