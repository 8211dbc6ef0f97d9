# Turns the migration files into one C++ source: cmake -DFILES=a.sql;b.sql -DOUTPUT=x.cpp -P build_in.cmake
set(items "")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME_WE)
  if(NOT name MATCHES "^[0-9][0-9][0-9][0-9]_[a-z0-9_]+$")
    message(FATAL_ERROR "a migration is named NNNN_what_it_brings.sql: ${file}")
  endif()
  file(SHA256 ${file} sha256)
  file(READ ${file} text)
  string(APPEND items "    Migration{\"${name}\", \"${sha256}\", R\"sql(${text})sql\"},\n")
endforeach()
list(LENGTH FILES count)
file(WRITE ${OUTPUT} "// Made from the files of lib/storage/migrations.
#include <array>

#include \"lib/storage/migrations.hpp\"

namespace league {

std::span<const Migration> built_in_migrations() {
    static constexpr std::array<Migration, ${count}> kMigrations{
${items}    };
    return kMigrations;
}

}  // namespace league
")
