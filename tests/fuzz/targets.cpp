#include "tests/fuzz/entries.hpp"

namespace league::fuzz {
namespace {

constexpr Target kTargets[] = {
    {"push_xml", push_xml},
    {"push_json", push_json},
    {"decrypt", decrypt},
    {"query_signature", query_signature},
    {"wechat_answer", wechat_answer},
    {"chat_answer", chat_answer},
    {"pasted_form", pasted_form},
    {"typed_dates", typed_dates},
    {"api_body", api_body},
    {"picture", picture},
    {"org_table", org_table},
    {"table_files", table_files},
    {"http_connection", http_connection},
    {"schedule_rule", schedule_rule},
    {"config_file", config_file},
    {"template_text", template_text},
    {"article", article},
    {"backup_manifest", backup_manifest},
    {"sealed_value", sealed_value},
};

}  // namespace

std::span<const Target> targets() {
    return kTargets;
}

}  // namespace league::fuzz
