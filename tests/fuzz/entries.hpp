// What the fuzzers call, one function for each reader that meets bytes of strangers. The ordinary test runs
// the corpora through the same functions.
#pragma once

#include <span>
#include <string_view>

namespace league::fuzz {

// WeChat's pushes, as they come and past the decryption.
void push_xml(std::string_view bytes);
void push_json(std::string_view bytes);
void decrypt(std::string_view bytes);
void query_signature(std::string_view bytes);
/// WeChat's answers to our calls.
void wechat_answer(std::string_view bytes);

// What people type and send.
void chat_answer(std::string_view bytes);
void pasted_form(std::string_view bytes);
void typed_dates(std::string_view bytes);
void api_body(std::string_view bytes);
void picture(std::string_view bytes);
void org_table(std::string_view bytes);
void table_files(std::string_view bytes);

/// All that comes over one connection, multipart bodies and static files among it.
void http_connection(std::string_view bytes);

// What the office and the operator write, and what lies in files.
void schedule_rule(std::string_view bytes);
void config_file(std::string_view bytes);
void template_text(std::string_view bytes);
void article(std::string_view bytes);
void backup_manifest(std::string_view bytes);
void sealed_value(std::string_view bytes);

/// A target is called as its folder in the corpus.
struct Target {
    std::string_view name;
    void (*run)(std::string_view bytes);
};
std::span<const Target> targets();

}  // namespace league::fuzz
