#!/usr/bin/env bash
# Mixed work at about half of what the machine can do, for a long time, with the bot at work: does anything grow, and are
# the last minutes as quick as the first? Nothing here asserts anything.
#
#   SOAK_MINUTES (20)   SOAK_LOGS, SOAK_PUSHES, SOAK_READS (a second; 1200, 3000, 3000)
set -euo pipefail
cd "$(dirname "$0")/../.."
BENCH_ONLY_STAGE=1 . tests/bench/run.sh

minutes="${SOAK_MINUTES:-20}"
background "$bin/league-bot" --config "$config"
bot_pid=$!
until curl -fs -o /dev/null "http://127.0.0.1:$bot_port/healthz"; do kill -0 "$bot_pid"; read -rt 0.1 <> <(:) || :; done
"$bin/bench_prepare" pushes "$config" "$stage" 50000 0

# The bot has an issue to publish and messages to send. The half month that is over, as Beijing has it:
if [ "$(TZ=CST-8 date +%-d)" -gt 15 ]; then
    over="$(TZ=CST-8 date +%Y-%m)-H1"
else
    over="$(TZ=CST-8 date -d "$(TZ=CST-8 date +%Y-%m-01) -1 day" +%Y-%m)-H2"
fi
"$bin/leaguectl" --config "$config" column publish --period "$over" >/dev/null

memory() { awk '/VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }
descriptors() { find "/proc/$1/fd" -mindepth 1 | wc -l; }
redis() { redis-cli -s "$stage/var/redis.sock" "$@"; }
# paced SCRIPT CONNECTIONS PER_SECOND ADDRESS: a minute of it; each connection waits so long that all of them together
# keep the pace.
paced() {
    SOAK_SCRIPT="$1" SOAK_DELAY_MS=$(($2 * 1000 / $3)) wrk -t 1 -c "$2" -d 60s --timeout 30s -s tests/bench/paced.lua "$4" |
        sed -n 's/^RESULT //p'
}
printf '%-6s %9s %7s %9s %7s %9s %7s %8s %8s %8s %8s %6s %6s %9s\n' minute logs/s p99 pushes/s p99 reads/s p99 \
    "srv MB" "bot MB" "srv fds" "bot fds" keys "WAL MB" "DB MB"
for minute in $(seq "$minutes"); do
    paced put_log.lua 32 "${SOAK_LOGS:-1200}" "http://127.0.0.1:$server_port" >"$stage/soak.log" &
    first=$!
    paced push.lua 16 "${SOAK_PUSHES:-3000}" "http://127.0.0.1:$server_port" >"$stage/soak.push" &
    second=$!
    paced progress.lua 16 "${SOAK_READS:-3000}" "http://127.0.0.1:$server_port" >"$stage/soak.read" &
    wait "$first" "$second" $!
    printf '%-6s %9s %7s %9s %7s %9s %7s %8s %8s %8s %8s %6s %6s %9s\n' "$minute" \
        $(awk '{ print $1, $2 }' "$stage/soak.log") $(awk '{ print $1, $2 }' "$stage/soak.push") \
        $(awk '{ print $1, $2 }' "$stage/soak.read") "$(memory "$server_pid")" "$(memory "$bot_pid")" \
        "$(descriptors "$server_pid")" "$(descriptors "$bot_pid")" "$(redis dbsize)" \
        "$(($(stat -c %s "$records-wal") / 1000000))" "$(($(stat -c %s "$records") / 1000000))"
done
"$bin/leaguectl" --config "$config" verify | tail -n 1
