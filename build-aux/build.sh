# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How build-aux/run and build-aux/test configure and build. To be sourced, with $top, $build and
# $prefix set and packages.sh sourced before.

# Someone else's settings must not reach this build.
unset DESTDIR MESONFLAGS

# option NAME: the value that $build is configured with
option()
{
  meson introspect --buildoptions "$build" 2> /dev/null |
    python3 -c '
import json, sys
for option in json.load(sys.stdin):
    if option["name"] == sys.argv[1]:
        print(str(option["value"]).lower() if isinstance(option["value"], bool) else option["value"])
' "$1" 2> /dev/null || true
}

# Whether $build was set up there and for this checkout; a folder that was moved is of no use.
is_own_build()
{
  [ -f "$build/build.ninja" ] &&
    python3 -c '
import json, sys
with open(sys.argv[1] + "/meson-info/meson-info.json") as file:
    folders = json.load(file)["directories"]
sys.exit((folders["build"], folders["source"]) != (sys.argv[1], sys.argv[2]))
' "$build" "$top" 2> /dev/null
}

# configure NAME=VALUE...: sets up $build, or sees to it that it has these values
configure()
{
  local pair
  local -a wanted=() changed=()
  local -A last=()

  # What is said last counts.
  for pair in "prefix=$prefix" "$@"; do
    last[${pair%%=*}]=${pair#*=}
  done
  for pair in "${!last[@]}"; do
    wanted+=("$pair=${last[$pair]}")
  done

  if ! is_own_build; then
    rm -rf -- "$build"
    meson setup "${wanted[@]/#/-D}" "$build" "$top" >&2
    return
  fi

  for pair in "${wanted[@]}"; do
    [ "$(option "${pair%%=*}")" = "${pair#*=}" ] || changed+=("-D$pair")
  done

  [ "${#changed[@]}" -eq 0 ] || meson configure "$build" "${changed[@]}" >&2
}

# A checkout that was only ever run does not need what the tests need.
configure_for_run()
{
  if is_own_build; then
    configure
  else
    configure tests=false
  fi
}

# What is installed, and the relay; the tests, which may be configured too, are not built for this.
targets_for_run()
{
  meson introspect --installed "$build" |
    python3 -c '
import json, os, subprocess, sys
build = sys.argv[1]
known = {line.rsplit(": ", 1)[0] for line in subprocess.run(
    ["ninja", "-C", build, "-t", "targets", "all"],
    capture_output=True, text=True, check=True).stdout.splitlines()}
for path in json.load(sys.stdin):
    target = os.path.relpath(path, build)
    if target in known:
        print(target)
' "$build"
  echo build-aux/relay/chatelaine-relay
}

install_for_run()
{
  local -a targets

  # Ninja configures anew when a description changed; only then are the targets known.
  ninja -C "$build" build.ninja > /dev/null
  mapfile -t targets < <(targets_for_run)
  ninja -C "$build" --quiet "${targets[@]}" >&2
  meson install -C "$build" --no-rebuild --only-changed --quiet >&2
}
