// What the fuzzers call, one function for each reader that meets bytes of strangers. The ordinary test runs
// the corpora through the same functions.
#pragma once

#include <string_view>

namespace league::fuzz {

void push_xml(std::string_view bytes);
void push_json(std::string_view bytes);
void decrypt(std::string_view bytes);
void query_signature(std::string_view bytes);
void org_table(std::string_view bytes);
void chat_answer(std::string_view bytes);
void pasted_form(std::string_view bytes);
void table_files(std::string_view bytes);

}  // namespace league::fuzz
