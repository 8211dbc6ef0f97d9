// The words of exports as templates/import.toml has them.
#pragma once

#include "lib/base/problem.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/domain/nms_words.hpp"
#include "lib/domain/sheet.hpp"

namespace league {

/// Throws Problem internal ("phrase_missing") when a list is not there.
NmsWords load_nms_words(const Phrases& phrases);

/// A fault or notice as the field of an input: "file!C5", with everything its sentence names.
FieldError field_error(const SheetFault& fault);

}  // namespace league
