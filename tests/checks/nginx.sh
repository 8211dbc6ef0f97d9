#!/usr/bin/env bash
# Does nginx accept config/nginx/league.conf? Only the paths that need an installed system are replaced.
set -euo pipefail
cd "${1:?project root}"
nginx="$(PATH="$PATH:/usr/sbin" command -v nginx)" || {
    echo "nginx is not installed (scripts/setup.sh test installs it)" >&2
    exit 1
}
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=league.example.cn \
    -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
mkdir "$folder/logs" "$folder/cache"
sed -e "s#/etc/ssl/league/#$folder/#" -e "s#/var/log/nginx/#$folder/logs/#" \
    -e "s#/var/cache/nginx/#$folder/cache/#" config/nginx/league.conf >"$folder/league.conf"

cat >"$folder/nginx.conf" <<CONF
pid $folder/nginx.pid;
error_log $folder/logs/error.log;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path $folder/body;
    proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/fastcgi;
    uwsgi_temp_path $folder/uwsgi;
    scgi_temp_path $folder/scgi;
    include $folder/league.conf;
}
CONF
"$nginx" -t -e "$folder/logs/error.log" -p "$folder" -c "$folder/nginx.conf"
