#!/usr/bin/env bash
# Starts a demonstration county: a redis-server of its own, wechat-sim, league-server and league-bot, with
# config/league.toml as committed. What dies is started again after a second. Ctrl-C (or SIGTERM) ends all of it.
# In production systemd does this work (config/systemd).
set -euo pipefail
cd "$(dirname "$0")/.."

bin="$PWD/build/release/bin"
config=config/league.toml
socket=var/redis.sock  # as [redis] socket says

# One value of the configuration: setting TABLE KEY
setting() {
    awk -v table="[$1]" -v key="$2" '/^\[/ { inside = ($0 == table) } inside && $1 == key { gsub(/"/, "", $3); print $3; exit }' \
        "$config"
}
server_address="$(setting server host):$(setting server port)"
sim_address="$(setting simulator host):$(setting simulator port)"
bot_address="$(setting bot host):$(setting bot port)"

say() { printf '%s\n' "$*"; }
stop() {
    printf 'make run: %s\n' "$*" >&2
    exit 1
}

mkdir -p var/log var/run var/redis
exec 9>var/run/lock
flock -n 9 || stop "is running already in this folder (process $(cat var/run/run.pid 2>/dev/null || echo '?'))"
echo $$ >var/run/run.pid

for program in league-server league-bot leaguectl wechat-sim; do
    [ -x "$bin/$program" ] || stop "build/release/bin/$program is missing; start me with: make run"
done

for address in "$server_address" "$sim_address" "$bot_address"; do
    port="${address##*:}"
    if (exec 3<>"/dev/tcp/${address%:*}/$port") 2>/dev/null; then
        holder="$(ss -Hltnp "sport = :$port" 2>/dev/null | sed -n 's/.*users:((\(.*\)))/\1/p' | head -n 1)"
        stop "port $port is in use by ${holder:-a process of somebody else}. End it, or write another number for $port wherever it stands in $config (grep -n $port $config): addresses name it too."
    fi
done

declare -A pid_of=()

# Each in a session of its own, so that Ctrl-C reaches this script alone and the programs end in order;
# should this script be killed, they get SIGTERM all the same.
start() {
    local name="$1" log="var/log/$1.log"
    local -a command
    case "$name" in
        redis) command=(redis-server --port 0 --unixsocket "$PWD/$socket" --unixsocketperm 700 --dir "$PWD/var/redis"
            --appendonly no --save '' --daemonize no) ;;
        *) command=("$bin/$name" --config "$config") ;;
    esac
    if [ "$(stat -c %s "$log" 2>/dev/null || echo 0)" -gt 50000000 ]; then mv -f "$log" "$log.1"; fi
    setsid setpriv --pdeathsig TERM "${command[@]}" >>"$log" 2>&1 </dev/null 9>&- &
    pid_of[$name]=$!
    disown $!
    echo $! >"var/run/$name.pid"
}

ended() { ! kill -0 "$1" 2>/dev/null; }

# Asks until the answer is yes, the program has died or a minute is over.
wait_until_ready() {
    local name="$1" tries
    shift
    for ((tries = 0; tries < 600; tries++)); do
        if "$@" >/dev/null 2>&1; then return; fi
        if ended "${pid_of[$name]}"; then
            tail -n 20 "var/log/$name.log" >&2 || true
            stop "$name ended at once; its last words are above, the rest is in var/log/$name.log"
        fi
        sleep 0.1 9>&-
    done
    tail -n 20 "var/log/$name.log" >&2 || true
    stop "$name was not ready within a minute; see var/log/$name.log"
}

finish() {
    trap '' INT TERM
    local name tries
    for name in league-bot league-server wechat-sim redis; do
        local pid="${pid_of[$name]:-}"
        [ -n "$pid" ] || continue
        kill -TERM "$pid" 2>/dev/null || true
        for ((tries = 0; tries < 120; tries++)); do
            if ended "$pid"; then break; fi
            sleep 0.1 9>&-
        done
        # Nothing of its process group stays behind either.
        kill -KILL -- "-$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        rm -f "var/run/$name.pid"
    done
    rm -f var/run/run.pid
}
trap 'finish' EXIT
trap 'say ""; say "正在停止 · stopping"; exit 0' INT TERM

redis_answers() { [ "$(redis-cli -s "$socket" ping 2>/dev/null)" = PONG ]; }
if redis_answers; then redis-cli -s "$socket" shutdown nosave >/dev/null 2>&1 || true; fi
rm -f "$socket"
start redis
wait_until_ready redis redis_answers

leaguectl() { "$bin/leaguectl" --config "$config" "$@" 9>&-; }
# Records that were deleted took the county with them.
records="$(setting database path)"
[ -e "${records:-var/league.db}" ] || rm -f var/demo.json
leaguectl init  # secrets, folders and records where they are missing; brings older records to this schema
# leaguectl demo writes var/demo.json last, when all of the county is there.
if [ ! -f var/demo.json ]; then
    say "正在编一个演示县 · inventing a county (12 townships, about 200 branches, half a year)"
    leaguectl demo
fi

start wechat-sim
wait_until_ready wechat-sim curl -fsS --max-time 2 "http://$sim_address/"
start league-server
wait_until_ready league-server curl -fsS --max-time 2 "http://$server_address/readyz"
# Its people follow, agree and speak before the bot looks whom to remind; the demonstration goes on without that too.
leaguectl demo visit || say "leaguectl demo visit did not get through; the simulator has fewer followers"
start league-bot
wait_until_ready league-bot curl -fsS --max-time 2 "http://$bot_address/healthz"

# The half month that was last complete, in Beijing time.
today="$(TZ=CST-8 date +%d)"
if [ "$((10#$today))" -gt 15 ]; then
    period="$(TZ=CST-8 date +%Y-%m)-H1"
else
    period="$(TZ=CST-8 date -d "$(TZ=CST-8 date +%Y-%m-01) -1 day" +%Y-%m)-H2"
fi
# A branch of the demonstration, and an invite that nobody has used yet: one_value KEYS reads JSON from stdin.
one_value() { grep -oE "\"($1)\" *: *\"[^\"]+\"" | head -n 1 | sed 's/.*"\([^"]*\)"$/\1/'; }
branch="$(one_value 'branch|org|unit' <var/demo.json || true)"
invite="$(leaguectl --json invite create --org "$branch" --role branch_secretary | one_value code || true)"
if [ -z "$invite" ]; then invite='(build/release/bin/leaguectl invite create --help)'; fi

cat <<TEXT

  团务台已启动 · League Desk is up
    模拟微信 · simulated WeChat   http://$sim_address/
    手机页 · phone page           http://$server_address/m/ (the mini program lies in build/phone/mp-weixin)
    公开专栏 · public column      http://$server_address/column (beside it /readyz  /metrics  /api/v1/openapi.json)
    日志 · logs                   var/log/

  可以试试 · five things to try
    1. 打开模拟微信，选一位关注者，发送邀请码 $invite 完成绑定
       open the simulator, choose a follower and send that invite code: you are a branch secretary now
    2. 发送“记录”，回答几句，就记下一次活动；再发送“进度”，数字已经变了
       send 记录, answer a few questions, then 进度: the figure has moved
    3. build/release/bin/leaguectl column publish --period $period --wait
       发布专栏，在模拟微信里看文章 · publish the column and read the article in the simulator
    4. 打开 http://$server_address/column 看公开的进度专栏 · the public progress column
    5. kill -9 \$(cat var/run/league-server.pid)
       一秒后自动恢复，已记下的一条不少 · it is back in a second and nothing recorded is lost:
       build/release/bin/leaguectl verify

  按 Ctrl-C 全部停止 · Ctrl-C ends all of it
TEXT

while true; do
    sleep 0.5 9>&- &
    wait $! || true
    for name in redis wechat-sim league-server league-bot; do
        pid="${pid_of[$name]}"
        if ! ended "$pid"; then continue; fi
        say "$(date +%T) $name ended (see var/log/$name.log); starting it again in a second"
        sleep 1 9>&-
        start "$name"
    done
done
