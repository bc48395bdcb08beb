// SPDX-License-Identifier: Apache-2.0
// Ratings of posts and the comparisons they come from.
#pragma once

#include <egregora/expr/columns.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace egregora::schemas {

/// One row a post: its rating now and how often it was compared.
struct EloRatings : Columns<EloRatings> {
  static constexpr std::string_view table_name = "elo_ratings";
  Column<sql::Text> post_id{this, "post_id", primary_key};
  Column<sql::Double> rating{this, "rating", Scalar(1500.0)};
  Column<sql::BigInt> comparisons{this, "comparisons", Scalar(0)};  ///< wins + losses + ties
  Column<sql::BigInt> wins{this, "wins", Scalar(0)};
  Column<sql::BigInt> losses{this, "losses", Scalar(0)};
  Column<sql::BigInt> ties{this, "ties", Scalar(0)};
  Column<sql::TimestampTz> created_at{this, "created_at"};
  Column<sql::TimestampTz> last_updated{this, "last_updated"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"post_id"}; }
};

/// One row a comparison of two posts, in the order in which they counted.
struct ComparisonHistory : Columns<ComparisonHistory> {
  static constexpr std::string_view table_name = "comparison_history";
  Column<sql::Text> comparison_id{this, "comparison_id"};
  Column<sql::BigInt> seq{this, "seq"};
  Column<sql::Text> post_a{this, "post_a"};
  Column<sql::Text> post_b{this, "post_b"};
  Column<sql::Text> winner{this, "winner"};
  Column<sql::Double> k_factor{this, "k_factor"};
  Column<sql::Double> rating_a_before{this, "rating_a_before"};
  Column<sql::Double> rating_b_before{this, "rating_b_before"};
  Column<sql::Double> rating_a_after{this, "rating_a_after"};
  Column<sql::Double> rating_b_after{this, "rating_b_after"};
  Column<sql::TimestampTz> timestamp{this, "timestamp"};
  Column<nullable<sql::Json>> reader_feedback{this, "reader_feedback"};

  static std::vector<Check> checks();
  static std::vector<std::string> order_key() { return {"seq"}; }
};

}  // namespace egregora::schemas
