// SPDX-License-Identifier: Apache-2.0
// See tpch_data.hpp. Each table draws from a source of its own, so that a change to one leaves the
// others as they are. Money is counted in hundredths.
#include "tpch/tpch_data.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <tuple>
#include <utility>

#include "tpch/table_builder.hpp"
#include "tpch/tpch_schema.hpp"
#include "tpch/tpch_words.hpp"

namespace egregora::tpch {

namespace {
using std::chrono::days;

constexpr std::int64_t kSuppliers = 100;
constexpr std::int64_t kParts = 2'000;
constexpr std::int64_t kOffersPerPart = 4;
constexpr std::int64_t kCustomers = 1'500;
constexpr std::int64_t kOrders = 15'000;

constexpr Date day(int year, unsigned month, unsigned of_month) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(of_month);
}
constexpr Date kFirstOrder = day(1992, 1, 1);
constexpr Date kLastOrder = day(1998, 8, 2);
/// What was received by then may have come back; what was shipped later is still open.
constexpr Date kToday = day(1995, 6, 17);

std::string numbered(const char* prefix, std::int64_t number) {
  char text[48];
  std::snprintf(text, sizeof text, "%s#%09lld", prefix, static_cast<long long>(number));
  return text;
}

std::string joined(std::initializer_list<Word> words) {
  std::string text;
  for (const Word word : words) (text += text.empty() ? "" : " ") += word;
  return text;
}

std::string address(RandomSource& random) {
  std::string text(static_cast<std::size_t>(random.between(10, 40)), ' ');
  for (char& c : text) c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ 0123456789,"[random.next() % 48];
  return text;
}

/// The country code is the nation's number plus ten.
std::string phone(RandomSource& random, std::int64_t nation) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d-%03d-%03d-%04d", static_cast<int>(nation + 10),
                static_cast<int>(random.between(100, 999)),
                static_cast<int>(random.between(100, 999)),
                static_cast<int>(random.between(1000, 9999)));
  return text;
}

std::int64_t retail_price(std::int64_t part) { return 90'000 + part / 10 + 100 * (part % 1'000); }

/// The suppliers of a part: four, all different as the strides are no multiples of their number.
std::int64_t supplier_of(std::int64_t part, std::int64_t offer) {
  return (part + part / kSuppliers + offer * (kSuppliers / kOffersPerPart + 7)) % kSuppliers + 1;
}

class Generator {
 public:
  DataFrame region();
  DataFrame nation();
  DataFrame supplier();
  DataFrame part();
  DataFrame partsupp();
  DataFrame customer();
  /// `orders` and `lineitem` are made together: an order's price and status are its lines'.
  std::pair<DataFrame, DataFrame> orders_and_lines();

 private:
  struct Order {
    std::int64_t key = 0;
    Date date = {};
    bool bulk = false;
    std::int64_t price = 0;
    std::int64_t lines = 0;
    std::int64_t finished_lines = 0;
  };
  void add_line(TableBuilder& table, RandomSource& random, Order& order, std::int64_t number);
  void add_order(TableBuilder& table, RandomSource& random, const Order& order);
  void put_kind(TableBuilder& table, RandomSource& random);

  static TableBuilder builder(std::string_view name) {
    return TableBuilder(tpch_table(name).schema);
  }

  RandomSource words_{1};
  CommentText comments_{words_};
};

DataFrame Generator::region() {
  RandomSource random(2);
  TableBuilder table = builder("region");
  for (std::size_t i = 0; i < kRegions.size(); ++i)
    table.integer(static_cast<std::int64_t>(i))
        .text(kRegions[i])
        .text(comments_.cut(random, 31, 115));
  return table.finish();
}

DataFrame Generator::nation() {
  RandomSource random(3);
  TableBuilder table = builder("nation");
  for (std::size_t i = 0; i < kNations.size(); ++i) {
    table.integer(static_cast<std::int64_t>(i)).text(kNations[i].name).integer(kNations[i].region);
    table.text(comments_.cut(random, 31, 114));
  }
  return table.finish();
}

DataFrame Generator::supplier() {
  RandomSource random(4);
  TableBuilder table = builder("supplier");
  for (std::int64_t key = 1; key <= kSuppliers; ++key) {
    // As many in each nation: the queries name single ones.
    const std::int64_t nation = key * 7 % static_cast<std::int64_t>(kNations.size());
    table.integer(key).text(numbered("Supplier", key)).text(address(random)).integer(nation);
    table.text(phone(random, nation)).decimal(random.between(-99'999, 999'999));
    const std::string_view comment = comments_.cut(random, 25, 60);
    table.text(random.one_in(20) ? std::string(comment) + "Customer " +
                                       std::string(comments_.cut(random, 0, 10)) + "Complaints"
                                 : std::string(comment));
  }
  return table.finish();
}

/// Brand, type, size and container. The queries choose single brands and containers, of which few
/// parts are left at this scale: every twentieth part is of those.
void Generator::put_kind(TableBuilder& table, RandomSource& random) {
  struct Wanted {
    Word brand;
    Word container;
  };
  static constexpr std::array<Wanted, 4> kWanted = {{{"Brand#12", "SM CASE"},
                                                     {"Brand#23", "MED BAG"},
                                                     {"Brand#23", "MED BOX"},
                                                     {"Brand#34", "LG BOX"}}};
  const std::int64_t maker = random.between(1, 5);
  const std::string brand = "Brand#" + std::to_string(maker) + std::to_string(random.between(1, 5));
  const std::string type =
      joined({random.any_of(kTypeKinds), random.any_of(kTypeFinishes), random.any_of(kTypeMetals)});
  const std::string container =
      joined({random.any_of(kContainerSizes), random.any_of(kContainerKinds)});
  const Wanted& wanted = kWanted[random.next() % kWanted.size()];
  const bool chosen = random.one_in(20);
  const std::int64_t size = random.between(1, chosen ? 5 : 50);
  table.text("Manufacturer#" +
             std::string(chosen ? wanted.brand.substr(6, 1) : brand.substr(6, 1)));
  table.text(chosen ? wanted.brand : Word(brand)).text(type).integer(size);
  table.text(chosen ? wanted.container : Word(container));
}

DataFrame Generator::part() {
  RandomSource random(5);
  TableBuilder table = builder("part");
  for (std::int64_t key = 1; key <= kParts; ++key) {
    table.integer(key).text(joined({random.any_of(kColors), random.any_of(kColors),
                                    random.any_of(kColors), random.any_of(kColors)}));
    put_kind(table, random);
    table.decimal(retail_price(key)).text(comments_.cut(random, 5, 22));
  }
  return table.finish();
}

DataFrame Generator::partsupp() {
  RandomSource random(6);
  TableBuilder table = builder("partsupp");
  for (std::int64_t part = 1; part <= kParts; ++part) {
    for (std::int64_t offer = 0; offer < kOffersPerPart; ++offer) {
      table.integer(part).integer(supplier_of(part, offer)).integer(random.between(1, 9'999));
      table.decimal(random.between(100, 100'000)).text(comments_.cut(random, 49, 198));
    }
  }
  return table.finish();
}

DataFrame Generator::customer() {
  RandomSource random(7);
  TableBuilder table = builder("customer");
  for (std::int64_t key = 1; key <= kCustomers; ++key) {
    const std::int64_t nation = random.between(0, 24);
    table.integer(key).text(numbered("Customer", key)).text(address(random)).integer(nation);
    table.text(phone(random, nation)).decimal(random.between(-99'999, 999'999));
    table.text(random.any_of(kSegments)).text(comments_.cut(random, 29, 116));
  }
  return table.finish();
}

void Generator::add_line(TableBuilder& table, RandomSource& random, Order& order,
                         std::int64_t number) {
  const std::int64_t part = random.between(1, kParts);
  const std::int64_t quantity = random.between(order.bulk ? 43 : 1, 50);
  const std::int64_t price = quantity * retail_price(part);
  const std::int64_t discount = random.between(0, 10);
  const std::int64_t tax = random.between(0, 8);
  const Date shipped = order.date + days(random.between(1, 121));
  const Date promised = order.date + days(random.between(30, 90));
  const Date received = shipped + days(random.between(1, 30));
  const bool finished = shipped <= kToday;
  order.price += price * (100 - discount) / 100 * (100 + tax) / 100;
  order.finished_lines += finished ? 1 : 0;
  table.integer(order.key).integer(part).integer(
      supplier_of(part, random.between(0, kOffersPerPart - 1)));
  table.integer(number).decimal(quantity * 100).decimal(price).decimal(discount).decimal(tax);
  table.text(received > kToday ? "N" : random.one_in(2) ? "R" : "A").text(finished ? "F" : "O");
  table.date(shipped).date(promised).date(received);
  table.text(random.any_of(kInstructions)).text(random.any_of(kModes));
  table.text(comments_.cut(random, 10, 43));
}

void Generator::add_order(TableBuilder& table, RandomSource& random, const Order& order) {
  // Every third customer never orders anything.
  const std::int64_t customer = random.between(0, kCustomers / 3 - 1) * 3 + random.between(1, 2);
  const char* status = order.finished_lines == order.lines ? "F"
                       : order.finished_lines == 0         ? "O"
                                                           : "P";
  table.integer(order.key).integer(customer).text(status).decimal(order.price).date(order.date);
  table.text(random.any_of(kPriorities)).text(numbered("Clerk", random.between(1, 10)));
  table.integer(0).text(comments_.cut(random, 19, 78));
}

std::pair<DataFrame, DataFrame> Generator::orders_and_lines() {
  RandomSource random(8);
  TableBuilder orders = builder("orders");
  TableBuilder lines = builder("lineitem");
  for (std::int64_t i = 0; i < kOrders; ++i) {
    // Keys have gaps: eight of every thirty-two are used.
    Order order{.key = i / 8 * 32 + i % 8 + 1};
    order.date = kFirstOrder + days(random.between(0, (kLastOrder - kFirstOrder).count()));
    // An order of more than 300 pieces is rare, and one query wants some.
    order.bulk = random.one_in(1'000);
    order.lines = order.bulk ? 7 : random.between(1, 7);
    for (std::int64_t number = 1; number <= order.lines; ++number)
      add_line(lines, random, order, number);
    add_order(orders, random, order);
  }
  return {orders.finish(), lines.finish()};
}

}  // namespace

std::map<std::string, DataFrame> make_tpch_data() {
  Generator generator;
  std::map<std::string, DataFrame> data;
  data["region"] = generator.region();
  data["nation"] = generator.nation();
  data["supplier"] = generator.supplier();
  data["part"] = generator.part();
  data["partsupp"] = generator.partsupp();
  data["customer"] = generator.customer();
  std::tie(data["orders"], data["lineitem"]) = generator.orders_and_lines();
  return data;
}

}  // namespace egregora::tpch
