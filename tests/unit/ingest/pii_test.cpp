// SPDX-License-Identifier: Apache-2.0
// E-mail addresses and telephone numbers, and above all what is none.
#include "ingest/pii.hpp"

#include <gtest/gtest.h>

#include <string>

namespace egregora::ingest {
namespace {

std::string emails(std::string_view text) {
  std::vector<PiiMatch> found;
  find_emails(text, found);
  std::string all;
  for (const PiiMatch& each : found)
    all.append(text, each.span.begin, each.span.end - each.span.begin).append("|");
  return all;
}

std::string phones(std::string_view text, std::vector<TextSpan> urls = {}) {
  std::vector<PiiMatch> found;
  find_phones(text, urls, found);
  std::string all;
  for (const PiiMatch& each : found)
    all.append(text, each.span.begin, each.span.end - each.span.begin).append("|");
  return all;
}

TEST(Pii, finds_email_addresses) {
  EXPECT_EQ(emails("write to ana.silva+list@mail.example.org."),
            "ana.silva+list@mail.example.org|");
  EXPECT_EQ(emails("a@b.co, <c_d@e-f.museum>"), "a@b.co|c_d@e-f.museum|");
  EXPECT_EQ(emails("joão@exemplo.com.br!"), "joão@exemplo.com.br|");
  EXPECT_EQ(emails("mailto:x9@y.org?subject=1"), "x9@y.org|");
}

TEST(Pii, finds_no_email_in_mentions_and_handles) {
  EXPECT_EQ(emails("@Ana hi"), "");
  EXPECT_EQ(emails("meet @ 5"), "");
  EXPECT_EQ(emails("a@b and c@localhost"), "");
  EXPECT_EQ(emails("price@10.50"), "");
  EXPECT_EQ(emails("user@192.168.0.1"), "");
}

TEST(Pii, finds_telephone_numbers) {
  for (const char* number :
       {"+55 11 98765-4321", "+5511987654321",   "+1 (555) 123-4567",
        "+44 20 7946 0958",  "+49 171 1234567",  "+91 98765 43210",
        "+86 138 1234 5678", "+7 912 345-67-89", "0049 171 1234567",
        "(11) 98765-4321",   "(555) 123-4567",   "11 98765-4321",
        "11 3456-7890",      "98765-4321",       "11987654321",
        "555-123-4567",      "555.123.4567",     "1-800-555-1234",
        "020 7946 0958",     "0171 1234567",     "01711234567",
        "06 12 34 56 78",    "06-12345678",      "8 (912) 345-67-89",
        "98765 43210",       "138 1234 5678",    "612-345-678",
        "55 1234 5678",      "11 987654321",     "+55\u00A011\u00A098765\u20114321"}) {
    EXPECT_EQ(phones(number), std::string(number) + "|") << number;
    EXPECT_EQ(phones(std::string("call ") + number + ", please"), std::string(number) + "|")
        << number;
    EXPECT_EQ(phones(std::string("tel:") + number + "."), std::string(number) + "|") << number;
  }
}

TEST(Pii, finds_no_number_in_dates_prices_and_orders) {
  for (const char* text : {"2024-05-31",
                           "31/05/2024",
                           "31.05.2024 10:30",
                           "01/02/2024 10:00 as 12:00",
                           "2024-05-31 21:07:33",
                           "20240531210733",
                           "R$ 1.234.567,89",
                           "$ 123456789",
                           "1.234.567.890",
                           "12 345 678",
                           "1 234 567 890",
                           "order 1234567890",
                           "order #11987654321",
                           "pedido 4029876543",
                           "192.168.100.200",
                           "10.0.0.1:8080",
                           "ISBN 978-3-16-148410-0",
                           "-23.550520,-46.633308",
                           "123.456.789-09",
                           "01310-100",
                           "1999-2024",
                           "2023-2024",
                           "12345678",
                           "4111 1111 1111 1111",
                           "1,234,567,890",
                           "10:30 11:45 12:00",
                           "1700000000",
                           "abc11987654321",
                           "11987654321abc",
                           "100000000 km",
                           "v2.10.3-20240131",
                           "12/05/2024-15/05/2024",
                           "+10.000.000",
                           "+1",
                           "2+12345678",
                           "3-0 4-1 5-2 6-3",
                           "1 2 3 4 5 6 7 8 9 10",
                           "99999999999999999999"}) {
    EXPECT_EQ(phones(text), "") << text;
  }
}

TEST(Pii, stops_where_the_number_stops) {
  EXPECT_EQ(phones("+55 11 98765-4321 10 times"), "+55 11 98765-4321|");
  EXPECT_EQ(phones("11 98765-4321 2024-05-31"), "11 98765-4321|");
  EXPECT_EQ(phones("555-123-4567 or 555-123-4568"), "555-123-4567|555-123-4568|");
}

TEST(Pii, looks_into_links_only_for_chat_links) {
  const std::string status = "https://example.org/status/11987654321";
  EXPECT_EQ(phones(status, {{0, status.size()}}), "");
  const std::string chat = "https://wa.me/5511987654321?text=hi";
  EXPECT_EQ(phones(chat, {{0, chat.size()}}), "5511987654321|");
}

}  // namespace
}  // namespace egregora::ingest
