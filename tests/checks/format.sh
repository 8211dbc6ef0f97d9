#!/usr/bin/env bash
# Is every C++ source laid out as clang-format 14 (Debian 12) lays it out? 77 means "cannot tell here".
set -euo pipefail
cd "${1:?project root}"
command -v clang-format >/dev/null || exit 77
clang-format --version | grep -q 'version 14\.' || exit 77
find lib server bot tools tests -name node_modules -prune -o \( -name '*.cpp' -o -name '*.hpp' \) -print0 |
    xargs -0 clang-format --dry-run -Werror
