#!/usr/bin/env bash
# The whole test suite under one sanitizer: scripts/sanitize.sh asan|tsan [build jobs] [test jobs]
set -euo pipefail
cd "$(dirname "$0")/.."

preset="${1:?asan or tsan}"
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"
cmake --build "build/$preset" --parallel "${2:-$(nproc)}"

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1:suppressions=$PWD/scripts/tsan.supp}"

# g++ 12's thread sanitizer cannot live with the wide address randomisation of newer kernels.
without_aslr=()
if [ "$preset" = tsan ] && setarch -R true 2>/dev/null; then without_aslr=(setarch -R); fi

echo "== tests under $preset"
# The phone client has nothing that a sanitizer sees.
exec "${without_aslr[@]}" ctest --test-dir "build/$preset" --output-on-failure --parallel "${3:-2}" --label-exclude phone
