// SPDX-License-Identifier: Apache-2.0
// How random expressions are made of smaller ones: at least one recipe a function of the function
// table.
#include "property/random_expression.hpp"

namespace egregora::testing {

namespace {
using Kind = ExpressionKind;
using R = RandomExpression;

/// Two expressions of one kind, compared in a drawn way.
Expr compared(R& r, const Expr& a, const Expr& b) {
  switch (r.draw(8)) {
    case 0:
      return a == b;
    case 1:
      return a != b;
    case 2:
      return a < b;
    case 3:
      return a <= b;
    case 4:
      return a > b;
    case 5:
      return a >= b;
    case 6:
      return a.identical_to(b);
    default:
      return a.between(b, a);
  }
}

/// One of two of a kind, chosen in a drawn way.
Expr chosen(R& r, Kind kind) {
  const Expr a = r.of(kind);
  const Expr b = r.of(kind);
  switch (r.draw(7)) {
    case 0:
      return coalesce({a, b});
    case 1:
      return a.nullif(b);
    case 2:
      return greatest({a, b});
    case 3:
      return least({a, b});
    case 4:
      return ifelse(r.boolean(), a, b);
    case 5:
      return cases({{r.boolean(), a}, {r.boolean(), b}});
    default:
      return a.fill_null(b);
  }
}

constexpr Recipe kRecipes[] = {
    {Kind::boolean, [](R& r) { return compared(r, r.whole(), r.whole()); }},
    {Kind::boolean, [](R& r) { return compared(r, r.text(), r.text()); }},
    {Kind::boolean, [](R& r) { return compared(r, r.whole(), r.number()); }},
    {Kind::boolean, [](R& r) { return compared(r, r.decimal(), r.decimal()); }},
    {Kind::boolean, [](R& r) { return compared(r, r.date(), r.moment()); }},
    {Kind::boolean, [](R& r) { return compared(r, r.instant(), r.instant()); }},
    {Kind::boolean, [](R& r) { return r.boolean() && r.boolean(); }},
    {Kind::boolean, [](R& r) { return r.boolean() || r.boolean(); }},
    {Kind::boolean, [](R& r) { return !r.boolean(); }},
    {Kind::boolean, [](R& r) { return r.sortable().isnull(); }},
    {Kind::boolean, [](R& r) { return r.sortable().notnull(); }},
    {Kind::boolean, [](R& r) { return r.wholes().isnull(); }},
    {Kind::boolean, [](R& r) { return r.whole().isin({r.draw(9), r.draw(9)}); }},
    {Kind::boolean, [](R& r) { return r.text().notin({"a", Scalar()}); }},
    {Kind::boolean, [](R& r) { return r.text().contains(r.text()); }},
    {Kind::boolean, [](R& r) { return r.text().startswith(r.text()); }},
    {Kind::boolean, [](R& r) { return r.text().endswith(r.text()); }},
    {Kind::boolean, [](R& r) { return r.text().like("%a_"); }},
    {Kind::boolean, [](R& r) { return r.text().ilike("%\u00c9%"); }},
    {Kind::boolean, [](R& r) { return r.text().re_search("[a-c]+|^$"); }},
    {Kind::boolean, [](R& r) { return r.wholes().contains(r.whole()); }},
    {Kind::boolean, [](R& r) { return r.map().contains(r.text()); }},
    {Kind::boolean, [](R& r) { return r.json().as_bool(); }},
    {Kind::boolean, [](R& r) { return chosen(r, Kind::boolean); }},

    {Kind::whole, [](R& r) { return r.small() + r.small(); }},
    {Kind::whole, [](R& r) { return r.small() - r.small(); }},
    {Kind::whole, [](R& r) { return r.small() * r.small(); }},
    {Kind::whole, [](R& r) { return r.whole().floordiv(r.small().abs() + 1); }},
    {Kind::whole, [](R& r) { return r.whole() % (r.small().abs() + 1); }},
    {Kind::whole, [](R& r) { return r.small().negate(); }},
    {Kind::whole, [](R& r) { return r.small().abs(); }},
    {Kind::whole, [](R& r) { return r.number().floor(); }},
    {Kind::whole, [](R& r) { return r.number().ceil(); }},
    {Kind::whole, [](R& r) { return r.decimal().floor(); }},
    {Kind::whole, [](R& r) { return r.small().round(r.draw(5) - 3); }},
    {Kind::whole, [](R& r) { return r.text().length(); }},
    {Kind::whole, [](R& r) { return r.texts().length(); }},
    {Kind::whole, [](R& r) { return r.map().length(); }},
    {Kind::whole, [](R& r) { return r.text().byte_length(); }},
    {Kind::whole, [](R& r) { return r.text().find(r.text()); }},
    {Kind::whole, [](R& r) { return r.date().year(); }},
    {Kind::whole, [](R& r) { return r.moment().month(); }},
    {Kind::whole, [](R& r) { return r.instant().day(); }},
    {Kind::whole, [](R& r) { return r.moment().hour(); }},
    {Kind::whole, [](R& r) { return r.instant().minute(); }},
    {Kind::whole, [](R& r) { return r.moment().second(); }},
    {Kind::whole, [](R& r) { return r.date().day_of_week(); }},
    {Kind::whole, [](R& r) { return r.moment().epoch_seconds(); }},
    {Kind::whole, [](R& r) { return r.date().epoch_seconds(); }},
    {Kind::whole, [](R& r) { return r.moment().delta(r.moment(), r.unit()); }},
    {Kind::whole, [](R& r) { return r.date().delta(r.moment(), r.unit()); }},
    {Kind::whole, [](R& r) { return r.wholes()[r.whole()]; }},
    {Kind::whole, [](R& r) { return r.wholes()[r.draw(5) - 2]; }},
    {Kind::whole, [](R& r) { return r.map().get(r.text()); }},
    {Kind::whole, [](R& r) { return r.map().get(r.text(), r.whole()); }},
    {Kind::whole, [](R& r) { return r.json().as_int(); }},
    {Kind::whole, [](R& r) { return r.record()["a"]; }},
    {Kind::whole, [](R& r) { return r.boolean().cast(DataType::int64()); }},
    {Kind::whole, [](R& r) { return r.text().try_cast(DataType::int64()) % 1000; }},
    {Kind::whole, [](R& r) { return chosen(r, Kind::whole); }},

    {Kind::number, [](R& r) { return r.number() % 1000.0 + r.number() % 1000.0; }},
    {Kind::number, [](R& r) { return r.small() - r.number() % 1000.0; }},
    {Kind::number, [](R& r) { return (r.number() % 1000.0) * r.small(); }},
    {Kind::number, [](R& r) { return r.small() / (r.small().abs() + 1); }},
    {Kind::number, [](R& r) { return r.number() / (r.number().abs() + 1.0); }},
    {Kind::number, [](R& r) { return r.number().floordiv(r.small().abs() + 1); }},
    {Kind::number, [](R& r) { return ((r.number() % 3.0).abs() + 1).pow(r.whole() % 3); }},
    {Kind::number, [](R& r) { return r.number().abs().sqrt(); }},
    {Kind::number, [](R& r) { return (r.number() % 5.0).exp(); }},
    {Kind::number, [](R& r) { return (r.number().abs() + 1).ln(); }},
    {Kind::number, [](R& r) { return r.number().round(r.draw(4)); }},
    {Kind::number, [](R& r) { return -r.number(); }},
    {Kind::number, [](R& r) { return r.decimal().abs().sqrt().fill_null(r.number()); }},
    {Kind::number, [](R& r) { return r.decimal() / (r.small().abs() + 1); }},
    {Kind::number, [](R& r) { return r.json().as_double(); }},
    {Kind::number, [](R& r) { return r.small().cast(DataType::float64()); }},
    {Kind::number, [](R& r) { return chosen(r, Kind::number); }},

    {Kind::decimal, [](R& r) { return r.decimal() + r.decimal(); }},
    {Kind::decimal, [](R& r) { return r.decimal() - r.decimal(); }},
    {Kind::decimal, [](R& r) { return -r.decimal(); }},
    {Kind::decimal, [](R& r) { return r.decimal().abs(); }},
    {Kind::decimal, [](R& r) { return r.decimal().round(r.draw(2)); }},
    {Kind::decimal, [](R& r) { return chosen(r, Kind::decimal); }},
    {Kind::decimal, [](R& r) { return (r.small() % 100).cast(DataType::decimal(6, 2)); }},

    {Kind::text, [](R& r) { return r.text().lower(); }},
    {Kind::text, [](R& r) { return r.text().upper(); }},
    {Kind::text, [](R& r) { return r.text().strip(); }},
    {Kind::text, [](R& r) { return r.text().lstrip(); }},
    {Kind::text, [](R& r) { return r.text().rstrip(); }},
    {Kind::text, [](R& r) { return r.text().concat(r.text()); }},
    {Kind::text, [](R& r) { return r.text().left(r.small().abs()); }},
    {Kind::text, [](R& r) { return r.text().right(r.small().abs()); }},
    {Kind::text, [](R& r) { return r.text().substr(r.small()); }},
    {Kind::text, [](R& r) { return r.text().substr(r.small().abs(), r.small().abs()); }},
    {Kind::text, [](R& r) { return r.text().slice(r.draw(7) - 3, r.draw(7) - 3); }},
    {Kind::text, [](R& r) { return r.text()[r.small()]; }},
    {Kind::text, [](R& r) { return r.text().replace(r.text(), r.text()); }},
    {Kind::text, [](R& r) { return r.text().re_extract("([a-c])(.?)", r.draw(3)); }},
    {Kind::text, [](R& r) { return r.text().re_replace("([a-c])", "<\\1>"); }},
    {Kind::text, [](R& r) { return r.texts().join(literal(", ")); }},
    {Kind::text, [](R& r) { return r.texts().join(r.text()); }},
    {Kind::text, [](R& r) { return r.texts()[r.small()]; }},
    {Kind::text, [](R& r) { return r.text().hexdigest("md5"); }},
    {Kind::text, [](R& r) { return r.moment().strftime("%Y-%m-%d"); }},
    {Kind::text, [](R& r) { return r.json().as_string(); }},
    {Kind::text, [](R& r) { return r.record()["b"]; }},
    {Kind::text, [](R& r) { return r.whole().cast(DataType::string()); }},
    {Kind::text, [](R& r) { return chosen(r, Kind::text); }},

    {Kind::date, [](R& r) { return r.moment().date(); }},
    {Kind::date, [](R& r) { return r.instant().date(); }},
    {Kind::date, [](R& r) { return r.date().truncate(r.unit()); }},
    {Kind::date,
     [](R& r) {
       return date_(r.small().abs() + 1970, r.small().abs() % 12 + 1, r.small().abs() % 28 + 1);
     }},
    {Kind::date, [](R& r) { return r.date().strftime("%Y-%m-%d").as_date("%Y-%m-%d"); }},
    {Kind::date, [](R&) { return today(); }},
    {Kind::date, [](R& r) { return chosen(r, Kind::date); }},
    {Kind::moment, [](R& r) { return r.moment() + interval(r.draw(99) - 50, "hour"); }},
    {Kind::moment, [](R& r) { return r.moment() - interval(r.draw(99), r.unit()); }},
    {Kind::moment, [](R& r) { return interval(r.draw(9), "month") + r.date(); }},
    {Kind::moment, [](R& r) { return r.date() - interval(r.draw(9), "minute"); }},
    {Kind::moment, [](R& r) { return r.moment().truncate("hour"); }},
    {Kind::moment, [](R& r) { return r.date().cast(DataType::timestamp()); }},
    {Kind::moment,
     [](R& r) { return r.moment().strftime("%Y-%m-%d %H").as_timestamp("%Y-%m-%d %H"); }},
    {Kind::moment, [](R& r) { return chosen(r, Kind::moment); }},
    {Kind::instant, [](R&) { return now(); }},
    {Kind::instant, [](R& r) { return r.instant().truncate(r.unit()); }},
    {Kind::instant, [](R& r) { return r.instant() + interval(r.draw(9), "day"); }},
    {Kind::instant, [](R& r) { return chosen(r, Kind::instant); }},

    {Kind::json, [](R& r) { return r.json()["a"]; }},
    {Kind::json, [](R& r) { return r.json()["0"]; }},
    {Kind::json, [](R& r) { return r.json()[r.draw(4) - 1]; }},
    {Kind::json, [](R& r) { return ifelse(r.boolean(), r.json(), r.json()); }},
    {Kind::wholes, [](R& r) { return array({r.whole(), r.whole()}); }},
    {Kind::wholes, [](R& r) { return range(r.whole() % 9, r.whole() % 9, r.whole() % 3); }},
    {Kind::wholes, [](R& r) { return r.wholes().concat(r.wholes()); }},
    {Kind::wholes, [](R& r) { return r.wholes().slice(r.draw(7) - 3); }},
    {Kind::wholes, [](R& r) { return r.map().values(); }},
    {Kind::wholes, [](R& r) { return coalesce({r.wholes(), r.wholes()}); }},
    {Kind::texts, [](R& r) { return array({r.text()}); }},
    {Kind::texts, [](R& r) { return r.text().split("-"); }},
    {Kind::texts, [](R& r) { return r.text().re_extract_all("[a-c]"); }},
    {Kind::texts, [](R& r) { return r.map().keys(); }},
    {Kind::texts, [](R& r) { return r.texts().concat(r.texts()); }},
    {Kind::texts, [](R& r) { return ifelse(r.boolean(), r.texts(), r.texts()); }},
    {Kind::record, [](R& r) { return struct_({{"a", r.whole()}, {"b", r.text()}}); }},
    {Kind::map, [](R& r) { return ifelse(r.boolean(), r.map(), r.map()); }},
};
}  // namespace

std::span<const Recipe> recipes() { return kRecipes; }

}  // namespace egregora::testing
