#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-keyring-hunt.sh KEYRING-SESSION
#   The hunt for planted secrets with which every session ends: it finds them wherever they should
#   not be, and nowhere else.
set -u
session=$1

output=$("$session" run -- true 2>/dev/null)
case $output in
  '1..0 # SKIP'*)
    echo "$output"
    exit 0
    ;;
esac

number=0
check () {
  local expected=$1 name=$2 status=0
  number=$((number + 1))
  "$session" run -- bash -c "$3" >/dev/null 2>&1 || status=$?
  if [ "$status" = "$expected" ]; then
    echo "ok $number /keyring-hunt/$name"
  else
    echo "not ok $number /keyring-hunt/$name"
  fi
}

echo 1..9
check 0 nothing 'echo nothing | tee "$HOME/.cache/log"'
check 3 status-of-the-test 'exit 3'
check 1 file 'echo sk-PLANTED >"$HOME/.cache/log"'
check 1 output 'echo PLANTED'
check 1 errors 'echo PLANTED >&2'
check 1 first-third-of-base64 'printf PLANTED | base64 >"$XDG_CONFIG_HOME/x"'
check 1 second-third-of-base64 'printf xPLANTED | base64 >"$XDG_CONFIG_HOME/x"'
check 1 last-third-of-base64 'printf xxPLANTED | base64 >"$XDG_CONFIG_HOME/x"'
check 0 keyring-without-a-password '
  "$CHL_KEYRING_SESSION" start plain >/dev/null
  printf PLANTED | secret-tool store --label=x a b'
