#!/usr/bin/env bash
# Installs the Debian 12 packages that a purpose needs, and nothing when all of them are there.
#
#   scripts/setup.sh run | test | bench | fuzz | format | tidy
#
# Works as root or through sudo. Services that come with a package (redis-server, nginx) are kept from starting:
# this project starts its own and never touches the system's.
set -euo pipefail

run_packages=(
    cmake ninja-build ccache pkg-config g++
    libcpp-httplib-dev libssl-dev nlohmann-json3-dev libsqlitecpp-dev libsqlite3-dev sqlite3
    libhiredis-dev libpugixml-dev libzip-dev libxlsxwriter-dev libtomlplusplus-dev libkainjow-mustache-dev
    libspdlog-dev libcli11-dev prometheus-cpp-dev
    librsvg2-bin libvips-tools fonts-noto-cjk
    redis-server redis-tools curl ca-certificates iproute2
)
test_packages=(catch2 chromium faketime nginx openssl)
bench_packages=(wrk nginx slowhttptest)

purpose="${1:-run}"
case "$purpose" in
    run) packages=("${run_packages[@]}") ;;
    test) packages=("${run_packages[@]}" "${test_packages[@]}") ;;
    bench) packages=("${run_packages[@]}" "${bench_packages[@]}") ;;
    fuzz) packages=("${run_packages[@]}" catch2 clang-19 libclang-rt-19-dev) ;;
    format) packages=(clang-format) ;;
    tidy) packages=("${run_packages[@]}" catch2 clang-tidy-16) ;;
    *)
        echo "usage: scripts/setup.sh run|test|bench|fuzz|format|tidy" >&2
        exit 2
        ;;
esac

say() { echo "setup: $*"; }
stop() {
    echo "setup: $*" >&2
    exit 1
}

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    stop "this needs Debian 12 (apt). On another system install the equal of: ${packages[*]}"

# One question to dpkg for all of them.
installed="$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null |
    awk '$2 == "installed" { print $1 }' || true)"
missing=()
for package in "${packages[@]}"; do
    grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done

# Node comes from many places; any 18 or newer with npm beside it will do.
node_is_fit() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        [ "$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')" -ge 18 ] 2>/dev/null
}
needs_node() { [ "$purpose" = run ] || [ "$purpose" = test ]; }
if needs_node && ! node_is_fit; then missing+=(nodejs npm); fi

[ "${#missing[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null; then
    as_root=(sudo env)
else
    stop "these packages are missing and neither root nor sudo is at hand: ${missing[*]}
setup: ask somebody with root to run:  apt-get install --no-install-recommends ${missing[*]}"
fi
. /etc/os-release 2>/dev/null || true
[ "${VERSION_ID:-}" = 12 ] || say "made for Debian 12, this is ${PRETTY_NAME:-something else}; trying all the same"

guard=/usr/sbin/policy-rc.d
guard_mark="# written by scripts/setup.sh: no service starts while packages are installed"
remove_guard() {
    if grep -qsF -- "$guard_mark" "$guard"; then "${as_root[@]}" rm -f "$guard"; fi
}
trap remove_guard EXIT
if [ ! -e "$guard" ]; then
    printf '#!/bin/sh\n%s\nexit 101\n' "$guard_mark" | "${as_root[@]}" tee "$guard" >/dev/null
    "${as_root[@]}" chmod 755 "$guard"
fi

apt() {
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
        -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@"
}
refresh() {
    say "reading package lists"
    apt update >/dev/null || say "some package lists could not be read; going on with those there are"
}

say "installing ${missing[*]}"
lists_are_fresh="$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mmin -1440 2>/dev/null | head -n 1 || true)"
[ -n "$lists_are_fresh" ] || refresh
if ! apt install --no-install-recommends "${missing[@]}"; then
    refresh
    apt install --no-install-recommends "${missing[@]}" ||
        stop "apt could not install: ${missing[*]} (is the machine on line?)"
fi

if needs_node && ! node_is_fit; then stop "node 18 or newer with npm is still missing"; fi
say "done"
