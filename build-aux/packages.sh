# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the scripts of the house need from the system, and how it is installed. To be sourced.

packages_build=(
  gcc libc6-dev meson ninja-build pkg-config gettext
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libgtksourceview-5-dev libsoup-3.0-dev
  libjson-glib-dev libsecret-1-dev libsqlite3-dev libmd4c-dev
  desktop-file-utils libgtk-4-bin librsvg2-common
)

packages_run=(
  dbus-daemon dconf-gsettings-backend gsettings-desktop-schemas glib-networking ca-certificates
  adwaita-icon-theme librsvg2-common fonts-cantarell fonts-noto-color-emoji
)

packages_test=(
  libglib-testing-0-dev
  xvfb xdotool x11-utils imagemagick dbus-daemon at-spi2-core gir1.2-atspi-2.0 python3-gi
  gnome-keyring libsecret-tools openssl procps util-linux
  adwaita-icon-theme librsvg2-common fonts-cantarell fonts-noto-color-emoji fonts-dejavu-core
  gsettings-desktop-schemas dconf-gsettings-backend glib-networking ca-certificates
  appstream libxml2-utils
)

packages_ci=(git clang-format-14 shellcheck debootstrap libxml2-utils)

packages_long=(clang libclang-rt-14-dev valgrind)

fedora_build='gcc meson ninja-build pkgconf-pkg-config gettext glib2-devel gtk4-devel
  libadwaita-devel gtksourceview5-devel libsoup3-devel json-glib-devel libsecret-devel sqlite-devel md4c-devel
  desktop-file-utils gtk-update-icon-cache librsvg2'
fedora_run='dbus-daemon gtk4 adwaita-icon-theme librsvg2 dconf gsettings-desktop-schemas
  glib-networking ca-certificates abattis-cantarell-fonts google-noto-color-emoji-fonts'
fedora_test='libglib-testing-devel xorg-x11-server-Xvfb xdotool xwininfo ImageMagick at-spi2-core
  python3-gobject gnome-keyring libsecret openssl appstream libxml2'

arch_build='base-devel meson gettext glib2-devel gtk4 libadwaita gtksourceview5 libsoup3
  json-glib libsecret sqlite md4c desktop-file-utils librsvg'
arch_run='dbus adwaita-icon-theme librsvg dconf gsettings-desktop-schemas glib-networking
  ca-certificates cantarell-fonts noto-fonts-emoji'
arch_test='libglib-testing xorg-server-xvfb xdotool xorg-xwininfo imagemagick at-spi2-core
  python-gobject gnome-keyring openssl appstream libxml2'

# What shows that a system which is not Debian has what the build needs.
modules_build=(gio-unix-2.0 gtk4 libadwaita-1 gtksourceview-5 libsoup-3.0 json-glib-1.0 libsecret-1
  sqlite3 md4c)

say()
{
  printf '%s\n' "$*" >&2
}

die()
{
  say "${0##*/}: $*"
  exit 1
}

is_debian()
{
  command -v apt-get > /dev/null && command -v dpkg-query > /dev/null
}

# Words on one line, without what stands twice.
words()
{
  # shellcheck disable=SC2048,SC2086
  printf '%s\n' $* | awk '!seen[$0]++' | paste -s -d ' '
}

# need_elsewhere GROUP...: not Debian; go on if all is there, else say what to install.
need_elsewhere()
{
  local group lacking='' tool module
  local -a fedora=() arch=()

  for tool in gcc meson ninja pkg-config msgfmt glib-compile-resources dbus-run-session; do
    command -v "$tool" > /dev/null || lacking+=" $tool"
  done

  for module in "${modules_build[@]}"; do
    pkg-config --exists "$module" 2> /dev/null || lacking+=" $module"
  done

  case " $* " in
    *' test '*)
      pkg-config --exists glib-testing-0 2> /dev/null || lacking+=' glib-testing-0'
      command -v Xvfb > /dev/null || lacking+=' Xvfb'
      ;;
  esac

  [ -z "$lacking" ] && return 0

  for group in "$@"; do
    local f="fedora_$group" a="arch_$group"
    fedora+=("${!f-}")
    arch+=("${!a-}")
  done

  say "Missing:$lacking"
  say
  say "On Fedora:  sudo dnf install $(words "${fedora[*]}")"
  say
  say "On Arch:    sudo pacman -S --needed $(words "${arch[*]}")"
  say
  die 'packages are installed by this script on Debian only: install those above, then run it again'
}

is_installed()
{
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)" = installed ]
}

# apt ARGS...: apt-get as root, asking nothing
apt()
{
  local -a as_root=()

  [ "$EUID" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" < /dev/null >&2
}

install_missing()
{
  local package
  local -a missing=()

  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done

  [ "${#missing[@]}" -eq 0 ] && return 0

  say "Installing from Debian: ${missing[*]}"

  if [ "$EUID" -ne 0 ] && ! command -v sudo > /dev/null; then
    die "this needs root and there is no sudo: run 'apt-get install --no-install-recommends ${missing[*]}' as root"
  fi

  if ! apt-get install --simulate -qq --no-install-recommends "${missing[@]}" > /dev/null 2>&1; then
    apt update || die 'the list of packages could not be read: is there a network?'
  fi

  # A list that has aged names versions that are gone; a fresh one helps.
  apt install --no-install-recommends "${missing[@]}" ||
    { apt update && apt install --no-install-recommends "${missing[@]}"; } ||
    die 'the packages above could not be installed'
}

# need GROUP...: installs what is missing of packages_GROUP
need()
{
  local group package
  local -a all=()

  if ! is_debian; then
    need_elsewhere "$@"
    return
  fi

  for group in "$@"; do
    local -n list="packages_$group"
    for package in "${list[@]}"; do
      case " ${all[*]-} " in
        *" $package "*) ;;
        *) all+=("$package") ;;
      esac
    done
  done

  install_missing "${all[@]}"
}
