// A typed column of numbers is not compared with a text, and the compiler says so in one line.
// expect-error: use of deleted function
// expect-error: these_types_do_not_compare
#include <egregora/egregora.hpp>

using namespace egregora;

struct Notes : Columns<Notes> {
  static constexpr std::string_view table_name = "notes";
  Column<sql::BigInt> id{this, "id", primary_key};
  Column<nullable<sql::Text>> text{this, "text"};
};

auto condition(const Notes& notes) {
#ifndef EGREGORA_CONTROL
  return notes.id == "two";
#else
  return notes.id == 2;
#endif
}
