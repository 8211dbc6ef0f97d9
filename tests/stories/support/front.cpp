#include "tests/stories/support/front.hpp"

#include <filesystem>
#include <fstream>

namespace league::test {

void Front::start(const std::string& folder, const std::vector<int>& servers, int fails) {
    std::filesystem::create_directories(folder);
    const std::string file = folder + "/nginx.conf";
    std::ofstream conf(file);
    conf << "daemon off;\nmaster_process off;\npid " << folder << "/nginx.pid;\nerror_log " << folder
         << "/error.log warn;\nevents { worker_connections 2048; }\nhttp {\n    access_log off;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        conf << "    " << kind << "_temp_path " << folder << "/" << kind << ";\n";
    }
    conf << "    upstream servers {\n";
    for (const int server : servers)
        conf << "        server 127.0.0.1:" << server << " max_fails=" << fails << " fail_timeout=1s;\n";
    conf << "        keepalive 16;\n        keepalive_timeout 4s;\n    }\n"
         << "    server {\n        listen 127.0.0.1:" << port_.number() << ";\n"
         << "        client_max_body_size 16m;\n        proxy_http_version 1.1;\n"
         << "        proxy_set_header Connection \"\";\n        proxy_set_header Host $host;\n"
         << "        proxy_connect_timeout 2s;\n        proxy_read_timeout 4s;\n        proxy_send_timeout 4s;\n"
         << "        proxy_next_upstream error timeout;\n        location / { proxy_pass http://servers; }\n    }\n}\n";
    conf.close();
    process_ = std::make_unique<Process>(
        std::vector<std::string>{"/usr/sbin/nginx", "-e", folder + "/start.log", "-p", folder, "-c", file},
        folder + "/nginx.log");
}

}  // namespace league::test
