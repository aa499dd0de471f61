#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# keyring-session.sh run [--display] -- COMMAND…
#   Runs COMMAND, a test that speaks TAP, on a bus of its own and in an empty home, with a display
#   of its own if asked. Afterwards no file of that home, and nothing the test printed, may hold a
#   planted secret: one with the word PLANTED in it, as it is or as base64. Only a keyring without a
#   password may. What is missing on this computer makes the test a skipped one.
#
# For COMMAND, inside the session:
#   start open    the real gnome-keyring with a "login" keyring, unlocked; its password is "open"
#   start shut    the same with what is there, unlocked by nobody
#   start plain   with a keyring that has no password
#   stop, reset   ends it; reset also forgets all keyrings
#   lock          locks the login keyring
#   answer type PASSWORD | create PASSWORD | escape
#                 does to the prompt, as soon as it shows, what a person would do
#   wait-for-prompt
#
# $CHL_KEYRING_SESSION is this script.
set -u

skip () {
  echo "1..0 # SKIP no $1"
  exit 0
}

# Prints what holds a planted secret and should not.
hunt () {
  local file
  grep -rlaE 'PLANTED|UExBTlRFR|BMQU5URU|QTEFOVEVE' "$1" 2>/dev/null | while read -r file; do
    case $file in
      *.keyring) [ "$(head -c 9 "$file")" = '[keyring]' ] && continue ;;
    esac
    echo "$file"
  done
}

# What a session leaves behind, also when it is ended from outside.
root=
xvfb=
clean () {
  [ -n "$xvfb" ] && kill "$xvfb" 2>/dev/null
  [ -n "$root" ] && rm -rf "$root"
}

run () {
  local display= status found
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    [ "$1" = --display ] && display=1
    shift
  done
  shift

  for program in gnome-keyring-daemon dbus-run-session gdbus secret-tool; do
    command -v $program >/dev/null || skip $program
  done
  local prompter=/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service
  if [ -n "$display" ]; then
    for program in Xvfb xdotool; do
      command -v $program >/dev/null || skip $program
    done
    [ -e $prompter ] || skip "prompter of gcr's"
  fi

  root=$(mktemp -d "${TMPDIR:-/tmp}/chl-keyring.XXXXXX") || exit 1
  trap clean EXIT
  trap 'exit 143' INT TERM
  mkdir -p "$root"/{run,services,log,.local/share,.config,.cache}
  chmod 700 "$root/run"
  export HOME=$root XDG_RUNTIME_DIR=$root/run XDG_DATA_HOME=$root/.local/share
  export XDG_CONFIG_HOME=$root/.config XDG_CACHE_HOME=$root/.cache
  unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SECRET_BACKEND
  unset SNAP_NAME SECRET_SERVICE_BUS_NAME
  CHL_KEYRING_SESSION=$(readlink -f "$0")
  export CHL_KEYRING_SESSION

  if [ -n "$display" ]; then
    ln -s $prompter "$root/services/"
    mkfifo "$root/log/display"
    Xvfb -displayfd 8 -screen 0 1024x768x24 -nolisten tcp -noreset \
      8>"$root/log/display" >"$root/log/xvfb" 2>&1 &
    xvfb=$!
    read -r -t 60 number <"$root/log/display" || skip display
    export DISPLAY=:$number GDK_BACKEND=x11 NO_AT_BRIDGE=1
  fi

  # No service files but those of the prompter: nothing of the computer's own joins in.
  cat >"$root/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=$root/run</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$root/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF

  {
    {
      dbus-run-session --config-file="$root/bus.conf" -- "$CHL_KEYRING_SESSION" inside "$@" \
        2>&1 1>&3 3>&- | tee "$root/log/stderr" >&2
      exit "${PIPESTATUS[0]}"
    } 3>&1 | tee "$root/log/stdout"
    status=${PIPESTATUS[0]}
  }

  found=$(hunt "$root")
  if [ -n "$found" ]; then
    echo "A planted secret was found in: $found" >&2
    [ "$status" = 0 ] && status=1
  fi
  exit "$status"
}

# Runs the test and ends the keyring that it may have left behind.
inside () {
  "$@"
  local status=$?
  stop
  exit $status
}

start () {
  local keyrings=$XDG_DATA_HOME/keyrings
  mkdir -p "$keyrings"

  case $1 in
    open)
      printf open | gnome-keyring-daemon --foreground --components=secrets --unlock \
        >"$HOME/log/keyring" 2>&1 &
      ;;
    plain)
      if [ ! -e "$keyrings/default" ]; then
        printf '[keyring]\ndisplay-name=Plain\nctime=0\nmtime=0\nlock-on-idle=false\nlock-after=false\n' \
          >"$keyrings/Plain.keyring"
        printf Plain >"$keyrings/default"
      fi
      ;;&
    plain | shut)
      gnome-keyring-daemon --foreground --components=secrets >"$HOME/log/keyring" 2>&1 &
      ;;
  esac
  echo $! >"$HOME/keyring.pid"
  gdbus wait --session --timeout 60 org.freedesktop.secrets
}

stop () {
  [ -e "$HOME/keyring.pid" ] || return 0
  local pid
  pid=$(cat "$HOME/keyring.pid")
  rm -f "$HOME/keyring.pid"
  kill "$pid" 2>/dev/null
  # Not a child of this shell, so that wait does not know it; and what it becomes the child of may
  # take its time to bury it.
  local i
  for ((i = 0; i < 2400; i++)); do
    grep -qs '^State:[[:space:]]*[^Z[:space:]]' "/proc/$pid/status" || return 0
    nap
  done
  echo "The keyring does not end" >&2
  return 1
}

lock () {
  gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets \
    -m org.freedesktop.Secret.Service.Lock \
    '[objectpath "/org/freedesktop/secrets/collection/login"]' >/dev/null
}

# 25 ms, without a process
nap () {
  read -r -t 0.025 _ <> <(:)
}

windows () {
  xdotool search --onlyvisible --class 'gcr-prompter' 2>/dev/null
}

# Waits for the prompt to be there ("yes") or gone ("no"), a quarter of a second at most if given.
await () {
  local i
  for ((i = 0; i < ${2:-2400}; i++)); do
    if [ -n "$(windows)" ]; then [ "$1" = yes ] && return 0; else [ "$1" = no ] && return 0; fi
    nap
  done
  return 1
}

# There is no telling when the prompt takes keys, so they are sent until it is gone.
answer () {
  local i
  await yes || { echo "No prompt" >&2; return 1; }
  for ((i = 0; i < 120; i++)); do
    case $1 in
      type)
        xdotool key ctrl+a type -- "$2"
        xdotool key Return
        ;;
      create)
        xdotool key ctrl+a type -- "$2"
        xdotool key Tab type -- "$2"
        xdotool key Return
        ;;
      escape)
        xdotool key Escape
        ;;
    esac
    await no 100 && return 0
  done
  echo "The prompt stays" >&2
  return 1
}

case $1 in
  run | start | answer)
    "$@"
    ;;
  inside)
    shift
    inside "$@"
    ;;
  stop | lock)
    "$1"
    ;;
  reset)
    stop
    rm -rf "$XDG_DATA_HOME/keyrings"
    ;;
  wait-for-prompt)
    await yes
    ;;
  *)
    echo "usage: $0 run [--display] -- COMMAND…" >&2
    exit 2
    ;;
esac
