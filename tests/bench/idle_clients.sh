# Sourced by run.sh after slow_clients.sh: what a call costs beside two thousand connections that say something every
# twenty seconds. nginx holds them; the server sees those that speak.

idle_crowd() {
    SOAK_SCRIPT=progress.lua SOAK_DELAY_MS=20000 SOAK_NEWCOMERS=2000 wrk -t 1 -c 2000 -d "$((slow_seconds + 25))s" --timeout 30s \
        -s tests/bench/paced.lua "http://127.0.0.1:$nginx_port" >"$stage/idle.log" 2>&1 &
    crowd_pid=$!
    children+=("$crowd_pid")
    local deadline=$((SECONDS + 10))
    until [ "$(ss -Htn state established "dport = :$nginx_port" | wc -l)" -ge 2000 ] || [ $SECONDS -ge $deadline ]; do
        read -rt 0.2 <> <(:) || :
    done
}
printf '\n%-44s %10s %10s %10s %7s\n' "honest logs, 4 connections, beside" "a second" "p99 ms" "slowest" "errors"
for round in $(seq "$rounds"); do
    printf '%-44s' "nginx: nobody"
    honest "$nginx_port"
    idle_crowd
    printf '%-44s' "nginx: $(ss -Htn state established "dport = :$nginx_port" | wc -l) idle connections"
    honest "$nginx_port"
    wait "$crowd_pid" 2>/dev/null || true
done
printf '%-44s %10s\n' "resident memory of league-server, MB" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server_pid/status")"
