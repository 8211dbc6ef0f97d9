#!/usr/bin/env bash
# Builds the fuzzers with clang and runs each for a while, from the corpus that is kept and what was found before:
#
#   scripts/fuzz.sh SECONDS [JOBS [TARGET...]]
#
# A line for each at the end; 1 when any stumbled. What made it stumble is build/fuzz/broken/TARGET-*; it goes into
# tests/fuzz/corpus/TARGET under a name that says what it is, and then the reader is mended.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:?how many seconds for each}"
jobs="${2:-$(nproc)}"
targets=("${@:3}")
[ "${#targets[@]}" -gt 0 ] || mapfile -t targets < <(ls tests/fuzz/corpus)

[ -f build/fuzz/build.ninja ] || cmake --preset fuzz
cmake --build build/fuzz --parallel "$(nproc)" --target fuzzers

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
mkdir -p build/fuzz/found build/fuzz/broken build/fuzz/log

run_one() {
    local target="$1"
    mkdir -p "build/fuzz/found/$target"
    "build/fuzz/tests/fuzz/${target}_fuzz" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/broken/$target-" "build/fuzz/found/$target" "tests/fuzz/corpus/$target" \
        >"build/fuzz/log/$target" 2>&1 || echo "STUMBLED" >>"build/fuzz/log/$target"
}
export -f run_one
printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -I{} bash -c 'run_one {} '"$seconds"

printf '\n%-18s %12s %10s %8s  %s\n' target inputs "a second" "edges" outcome
status=0
for target in "${targets[@]}"; do
    outcome=clean
    if grep -q '^STUMBLED$' "build/fuzz/log/$target"; then
        outcome="stumbled: build/fuzz/log/$target"
        status=1
    fi
    awk -v target="$target" -v outcome="$outcome" '
        / cov: / { for (i = 1; i < NF; ++i) if ($i == "cov:") edges = $(i + 1) }
        /number_of_executed_units/ { inputs = $2 }
        /average_exec_per_sec/ { pace = $2 }
        END { printf "%-18s %12s %10s %8s  %s\n", target, inputs, pace, edges, outcome }' "build/fuzz/log/$target"
done
exit "$status"
