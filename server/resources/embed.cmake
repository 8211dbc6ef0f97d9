# Turns a text file into one C++ source: cmake -DFILE=x.json -DHEADER=path/x.hpp -DNAME=kX -DOUTPUT=x.cpp -P embed.cmake
file(READ ${FILE} text)
# Compilers bound the length of one literal; pieces side by side are one text.
string(LENGTH "${text}" length)
set(pieces "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND pieces "R\"embed(${piece})embed\"\n")
  math(EXPR at "${at} + 8000")
endwhile()
file(WRITE ${OUTPUT} "// Made from ${FILE}.
#include \"${HEADER}\"

namespace league {

const std::string_view ${NAME} =
${pieces};

}  // namespace league
")
