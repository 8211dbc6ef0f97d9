# league_library(name SOURCES a.cpp ... LINKS other ...): one static library a folder of lib/, warnings as errors.
set(LEAGUE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
                    -Wimplicit-fallthrough -Wswitch-enum -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these two inside the standard library at -O2 and under sanitizers.
  list(APPEND LEAGUE_WARNINGS -Wno-restrict -Wno-maybe-uninitialized)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # It builds the fuzzers alone; g++ judges the warnings.
  list(APPEND LEAGUE_WARNINGS -Wno-error)
endif()

function(league_settings target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${target} PRIVATE ${LEAGUE_WARNINGS})
endfunction()

function(league_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  league_settings(${name})
  target_link_libraries(${name} PUBLIC ${ARG_LINKS})
endfunction()

function(league_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  league_settings(${name})
  target_compile_definitions(${name} PRIVATE LEAGUE_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${name} PRIVATE ${ARG_LINKS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()
