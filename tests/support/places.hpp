// Where this checkout and its programs are. Only places.cpp is compiled with the answers, so that the rest of the tests
// compiles the same in every checkout and a compiler cache serves them all.
#pragma once

#include <string>

namespace league::test {

/// The folder of the checkout.
std::string source_dir();
/// The folder of the programs of this build.
std::string bin_dir();

}  // namespace league::test
