#!/usr/bin/env bash
# Measures the service beside the raw limits of the same machine, in turn and in one run: absolute figures move by a
# factor of two between runs, the ratios are what counts. Nothing here asserts anything.
#
#   BENCH_ROUNDS (3)   BENCH_SECONDS (5) of each measurement   BENCH_BRANCHES (166) per township, 12 townships
#   BENCH_CHOICES=1 also varies the settings of the records' driver, one at a time (minutes)
#   BENCH_WITHOUT_SLOW=1 leaves out the slow and the idle clients behind nginx (seven minutes)
#   BENCH_SIZES ("10000 1000000", logs of past years behind the same readings; 10000000 takes 8 GB and some minutes)
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
        port=$((20000 + RANDOM % 12000))  # below those that the kernel gives away
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
    done
}
server_port=$(pick_port)
bot_port=$(pick_port)
sim_port=$(pick_port)
awk -v root="$root" -v server_port="$server_port" -v sim_port="$sim_port" -v bot_port="$bot_port" '
    /^\[/ { table = $0 }
    table == "[server]" && $1 == "port" { print "port = " server_port; next }
    table == "[server]" && $1 == "workers" { print "workers = 96"; next }
    table == "[server]" && $1 == "keep_alive_requests" { print "keep_alive_requests = 1000000"; next }
    table == "[bot]" && $1 == "port" { print "port = " bot_port; next }
    table == "[simulator]" && $1 == "port" { print "port = " sim_port; next }
    table == "[simulator]" && $1 == "pages" { print "pages = \"" root "/tools/wechat_sim/pages\""; next }
    table == "[simulator]" && $1 == "callback_base" { print "callback_base = \"http://127.0.0.1:" server_port "\""; next }
    table == "[paths]" && $1 == "templates" { print "templates = \"" root "/templates\""; next }
    table == "[rates]" && $1 ~ /^sign_in/ { print $1 " = 100000"; next }
    table == "[rates]" && $1 == "per_person_per_minute" { print $1 " = 100000000"; next }
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
reachable "$sim_port"
records="$stage/var/league.db"
# Starts the server on the records as they are and waits until it is ready; leaves the milliseconds in $ready_ms.
serve() {
    local begin
    begin=$(date +%s%N)
    background "$bin/league-server" --config "$config"
    server_pid=$!
    until curl -fs -o /dev/null "http://127.0.0.1:$server_port/readyz"; do
        kill -0 "$server_pid" || { echo "league-server ended; see $stage/programs.log" >&2; exit 1; }
    done
    ready_ms=$((($(date +%s%N) - begin) / 1000000))
}
end_server() {
    kill "$server_pid"
    wait "$server_pid" || true
}
serve
"$bin/bench_prepare" people "$config" "$stage" 64
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
# load_pushes NAME: the same, each push sent for the first time.
pushed=0
load_pushes() {
    local pushes=$((seconds * 25000))
    "$bin/bench_prepare" pushes "$config" "$stage" "$pushes" "$pushed"
    pushed=$((pushed + pushes))
    load "$1" 32 push.lua "http://127.0.0.1:$server_port"
}
# soak.sh goes its own way from here.
if [ -n "${BENCH_ONLY_STAGE:-}" ]; then return; fi
for round in $(seq "$rounds"); do
    echo "round $round of $rounds ..."
    "$bin/bench_raw_sqlite" "$stage" "$seconds" >>"$stage/raw.txt"
    load log 64 put_log.lua "http://127.0.0.1:$server_port"
    load constant 32 plain.lua "http://127.0.0.1:$constant_port/"
    load_pushes push
    load progress 32 progress.lua "http://127.0.0.1:$server_port"
    BENCH_KEEPS=1 load kept 32 progress.lua "http://127.0.0.1:$server_port"
    redis-benchmark -s "$stage/var/redis.sock" -c 32 -n 200000 -t get -q |
        tr '\r' '\n' | awk '/requests per second/ { print $2 }' | tail -n 1 >>"$stage/redis.txt"
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
printf '%-58s %10s %9s %7s\n' "progress of the county as JSON, 32 connections" "$(median progress 1)" "$(median progress 2)" "$(errors progress)"
printf '%-58s %10s %9s %7s\n' "the same, unchanged for who has it (304)" "$(median kept 1)" "$(median kept 2)" "$(errors kept)"
printf '%-58s %10s\n' "raw Redis GET, 32 connections" "$(median redis 1)"
printf '\n%-58s %s\n' "durable log against raw groups of 64" "$(percent "$(median log 1)" "$(median raw 1)")"
printf '%-58s %s\n' "callback against the constant answer" "$(percent "$(median push 1)" "$(median constant 1)")"
printf '%-58s %s\n' "progress against the constant answer" "$(percent "$(median progress 1)" "$(median constant 1)")"
printf '%-58s %s\n' "progress, unchanged, against the constant answer" "$(percent "$(median kept 1)" "$(median constant 1)")"
printf '%-58s %s\n' "resident memory of league-server, MB" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status")"
"$bin/bench_organisations" "$stage"
"$bin/bench_standing" "$stage"
"$bin/bench_reminders"
"$bin/leaguectl" --config "$config" verify | tail -n 1

# The same jobs with ever more behind them. The logs of before are kept, so the sizes are beside each other in one run.
printf '\n%-12s %9s %9s %12s %12s %12s %9s\n' "logs in all" "MB" "ready ms" "logs/s" "callbacks/s" "progress/s" "RSS MB"
for size in ${BENCH_SIZES-10000 1000000}; do
    end_server
    "$bin/bench_grow" "$records" "$size" >"$stage/grown.txt"
    serve
    for round in $(seq "$rounds"); do
        load "log_$size" 64 put_log.lua "http://127.0.0.1:$server_port"
        load_pushes "push_$size"
        load "progress_$size" 32 progress.lua "http://127.0.0.1:$server_port"
    done
    printf '%-12s %9s %9s %12s %12s %12s %9s\n' "$(cat "$stage/grown.txt")" "$(($(stat -c %s "$records") / 1000000))" "$ready_ms" \
        "$(median "log_$size" 1)" "$(median "push_$size" 1)" "$(median "progress_$size" 1)" \
        "$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status")"
done
# The server stands meanwhile and does nothing; its records are those of the largest size.
if [ -n "${BENCH_CHOICES:-}" ]; then
    echo
    "$bin/bench_choices" "$records" "$rounds" "$seconds"
fi
if [ -z "${BENCH_WITHOUT_SLOW:-}" ]; then
    . tests/bench/nginx.sh
    . tests/bench/slow_clients.sh
    . tests/bench/idle_clients.sh
fi
printf '\nimport of the national member system: '
"$bin/bench_import" "$stage/import"
