#!/usr/bin/env bash
# Measures the service beside the raw limits of the same machine, in turn and in one run: absolute figures move by a
# factor of two between runs, the ratios are what counts. Nothing here asserts anything.
#
#   BENCH_ROUNDS (3)   BENCH_SECONDS (5) of each measurement   BENCH_BRANCHES (166) per township, 12 townships
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
bin="$root/build/release/bin"
rounds="${BENCH_ROUNDS:-3}"
seconds="${BENCH_SECONDS:-5}"
stage="$root/build/bench"
export BENCH_FOLDER="$stage"

rm -rf "$stage"
mkdir -p "$stage/config" "$stage/var/redis"

# A port nobody listens on now; the programs start right after.
pick_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
    done
}
server_port=$(pick_port)
sim_port=$(pick_port)
awk -v root="$root" -v server_port="$server_port" -v sim_port="$sim_port" '
    /^\[/ { table = $0 }
    table == "[server]" && $1 == "port" { print "port = " server_port; next }
    table == "[server]" && $1 == "workers" { print "workers = 96"; next }
    table == "[server]" && $1 == "keep_alive_requests" { print "keep_alive_requests = 1000000"; next }
    table == "[simulator]" && $1 == "port" { print "port = " sim_port; next }
    table == "[simulator]" && $1 == "pages" { print "pages = \"" root "/tools/wechat_sim/pages\""; next }
    table == "[simulator]" && $1 == "callback_base" { print "callback_base = \"http://127.0.0.1:" server_port "\""; next }
    table == "[paths]" && $1 == "templates" { print "templates = \"" root "/templates\""; next }
    table == "[rates]" && $1 ~ /^(per_person|sign_in)/ { print $1 " = 100000"; next }
    table == "[logs]" && $1 == "level" { print "level = \"warning\""; next }
    { gsub(/127\.0\.0\.1:8090/, "127.0.0.1:" sim_port); print }' config/league.toml >"$stage/config/league.toml"
config="$stage/config/league.toml"

children=()
finish() {
    for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
}
trap finish EXIT
background() {
    "$@" >>"$stage/programs.log" 2>&1 &
    children+=($!)
}
# Waits until the address answers, without a fixed pause.
reachable() {
    local deadline=$((SECONDS + 30))
    until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
        [ $SECONDS -lt $deadline ] || { echo "nothing listens on port $1; see $stage/programs.log" >&2; exit 1; }
        read -rt 0.1 <> <(:) || :
    done
}
echo "preparing an invented county ..."
background redis-server --port 0 --unixsocket "$stage/var/redis.sock" --dir "$stage/var/redis" --save '' --appendonly no
"$bin/leaguectl" --config "$config" init >/dev/null
"$bin/leaguectl" --config "$config" demo --branches-per-township "${BENCH_BRANCHES:-166}" --months 1 >/dev/null
background "$bin/wechat-sim" --config "$config"
background "$bin/league-server" --config "$config"
server_pid=$!
reachable "$sim_port"
reachable "$server_port"
"$bin/bench_prepare" "$config" "$stage" 64 30000
# Yesterday in Beijing: a log may not lie in the future.
export BENCH_DAY=$(TZ=CST-8 date -d yesterday +%F)

"$bin/bench_constant" >"$stage/constant.port" 2>/dev/null &
children+=($!)
until [ -s "$stage/constant.port" ]; do read -rt 0.05 <> <(:) || :; done
constant_port=$(cat "$stage/constant.port")

# load NAME CONNECTIONS SCRIPT ADDRESS: appends "per-second p99-ms errors" to the measurement's file.
load() {
    wrk -t 2 -c "$2" -d "${seconds}s" -s "tests/bench/$3" "$4" | sed -n 's/^RESULT //p' >>"$stage/$1.txt"
}
for round in $(seq "$rounds"); do
    echo "round $round of $rounds ..."
    "$bin/bench_raw_sqlite" "$stage" "$seconds" >>"$stage/raw.txt"
    load log 64 put_log.lua "http://127.0.0.1:$server_port"
    load constant 32 plain.lua "http://127.0.0.1:$constant_port/"
    load push 32 push.lua "http://127.0.0.1:$server_port"
done

# median FILE COLUMN
median() { awk -v c="$2" '{ print $c }' "$stage/$1.txt" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
errors() { awk '{ sum += $3 } END { print sum }' "$stage/$1.txt"; }
percent() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.0f %%", 100 * a / b }'; }
printf '\n%-58s %10s %9s %7s\n' "medians of $rounds rounds" "per second" "p99 ms" "errors"
printf '%-58s %10s\n' "raw SQLite, the rows of a log, one commit per 64" "$(median raw 1)"
printf '%-58s %10s\n' "raw SQLite, the rows of a log, one commit each" "$(median raw 2)"
printf '%-58s %10s %9s %7s\n' "durable log, PUT, 64 connections" "$(median log 1)" "$(median log 2)" "$(errors log)"
printf '%-58s %10s %9s %7s\n' "constant answer, 32 connections" "$(median constant 1)" "$(median constant 2)" "$(errors constant)"
printf '%-58s %10s %9s %7s\n' "encrypted callback with progress reply, 32 connections" "$(median push 1)" "$(median push 2)" "$(errors push)"
printf '\n%-58s %s\n' "durable log against raw groups of 64" "$(percent "$(median log 1)" "$(median raw 1)")"
printf '%-58s %s\n' "callback against the constant answer" "$(percent "$(median push 1)" "$(median constant 1)")"
printf '%-58s %s\n' "resident memory of league-server, MB" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status")"
"$bin/bench_organisations" "$stage"
"$bin/bench_standing" "$stage"
"$bin/bench_reminders"
"$bin/leaguectl" --config "$config" verify | tail -n 1
printf '\nimport of the national member system: '
"$bin/bench_import" "$stage/import"
