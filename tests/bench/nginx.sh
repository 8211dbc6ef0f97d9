# Sourced by run.sh: nginx before the server, as config/nginx/league.conf has it, without TLS and without its limit of
# connections for one address, which would turn a measuring crowd away at the door. Leaves its port in $nginx_port.

nginx_port=$(pick_port)
mkdir -p "$stage/nginx"
cat >"$stage/nginx/nginx.conf" <<CONF
daemon off;
master_process off;
pid $stage/nginx/nginx.pid;
error_log $stage/nginx/error.log crit;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
    access_log off;
    client_body_temp_path $stage/nginx/body;
    proxy_temp_path $stage/nginx/proxy;
    fastcgi_temp_path $stage/nginx/fastcgi;
    uwsgi_temp_path $stage/nginx/uwsgi;
    scgi_temp_path $stage/nginx/scgi;
    upstream league_server {
        server 127.0.0.1:$server_port;
        keepalive 16;
        keepalive_timeout 4s;
    }
    client_header_timeout 10s;
    client_body_timeout 15s;
    send_timeout 15s;
    reset_timedout_connection on;
    server {
        listen 127.0.0.1:$nginx_port;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host \$host;
        location / { proxy_pass http://league_server; }
    }
}
CONF
background /usr/sbin/nginx -e "$stage/nginx/start.log" -p "$stage/nginx" -c "$stage/nginx/nginx.conf"
reachable "$nginx_port"
