# Sourced by run.sh after nginx.sh: how long honest callers wait while five hundred connections send and take as slowly
# as they can.

slow_seconds=20
# crowd KIND PORT: five hundred slow connections for as long as the measurement takes.
crowd() {
    local how
    case "$1" in
        heads) how=(-H -i 1 -u "http://127.0.0.1:$2/api/v1/duties") ;;
        bodies) how=(-B -i 1 -s 8192 -t POST -u "http://127.0.0.1:$2/api/v1/sessions") ;;
        answers) how=(-X -w 1 -y 8 -n 1 -z 8 -k 3 -u "http://127.0.0.1:$2/api/v1/openapi.json") ;;
    esac
    slowhttptest -c 500 -r 500 -l $((slow_seconds + 5)) -p 60 "${how[@]}" >"$stage/slow.$1.log" 2>&1 &
    crowd_pid=$!
    children+=("$crowd_pid")
    # It says how many stand once a second; the measurement begins when most do.
    local deadline=$((SECONDS + 10))
    until [ "$(ss -Htn state established "dport = :$2" 2>/dev/null | wc -l)" -gt 400 ] || [ $SECONDS -ge $deadline ]; do
        read -rt 0.2 <> <(:) || :
    done
}
honest() {
    wrk -t 1 -c 4 -d "${slow_seconds}s" --timeout 300s -s tests/bench/put_log.lua "http://127.0.0.1:$1" |
        awk '/^RESULT/ { rate = $2; p99 = $3; errors = $4 }
             /Latency/ { slowest = $4 }
             END { printf "%10s %10s %10s %7s\n", rate, p99, slowest, errors }'
}
printf '\n%-44s %10s %10s %10s %7s\n' "honest logs, 4 connections, beside" "a second" "p99 ms" "slowest" "errors"
for door in nginx alone; do
    port=$server_port
    if [ "$door" = nginx ]; then port=$nginx_port; fi
    printf '%-44s' "$door: nobody"
    honest "$port"
    for kind in heads bodies answers; do
        printf '%-44s' "$door: 500 slow $kind"
        crowd "$kind" "$port"
        honest "$port"
        kill "$crowd_pid" 2>/dev/null || true
        wait "$crowd_pid" 2>/dev/null || true
    done
done
printf '%-44s %10s\n' "resident memory of league-server, MB" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status")"
