#include "io/store/store_suite.hpp"

#include <gmock/gmock.h>

namespace evenkeel {

template <typename Kind>
class HouseholdSuite : public StoreSuite<Kind> {};

TYPED_TEST_SUITE(HouseholdSuite, Kinds);

TYPED_TEST(HouseholdSuite, FirstSeenKeepsJustTheseKeys) {
  must(this->store_->save_first_seen({{"a", at(1)}, {"b", at(2)}}));
  must(this->store_->save_first_seen({{"b", at(3)}, {"c", at(4)}}));
  const std::map<std::string, Instant> expected{{"b", at(3)}, {"c", at(4)}};
  EXPECT_EQ(must(this->store_->first_seen()), expected);
}

TYPED_TEST(HouseholdSuite, ListsComeBackInOrder) {
  const std::vector<PastDuty> duties{{"pick-up", {at(5), at(6)}, PersonId("sam"), 3},
                                     {"drop-off", {at(1), at(2)}, std::nullopt, 0}};
  const std::vector<PromiseRecord> promises{
      {"both", "call the school", on(20'000), on(19'990), on(19'995), true},
      {"alex", "book the train", std::nullopt, on(19'991), std::nullopt, false}};
  const std::vector<DecisionRecord> decisions{{"swap Fridays", on(20'100), true},
                                              {"no phones", on(20'001), false}};
  const std::vector<SupportRequest> support{{PersonId("sam"), on(20'000), on(20'006)}};
  const std::vector<PersonId> paused{PersonId("sam"), PersonId("alex")};
  must(this->store_->save_past_duties(duties));
  must(this->store_->save_promises(promises));
  must(this->store_->save_decisions(decisions));
  must(this->store_->save_support(support));
  must(this->store_->save_paused(paused));
  EXPECT_EQ(must(this->store_->past_duties()), duties);
  EXPECT_EQ(must(this->store_->promises()), promises);
  EXPECT_EQ(must(this->store_->decisions()), decisions);
  EXPECT_EQ(must(this->store_->support()), support);
  EXPECT_EQ(must(this->store_->paused()), paused);
  must(this->store_->save_promises({promises[1]}));
  EXPECT_EQ(must(this->store_->promises()), std::vector<PromiseRecord>{promises[1]});
}

TYPED_TEST(HouseholdSuite, FactsAreTextsByName) {
  EXPECT_EQ(must(this->store_->fact("last-digest")), "");
  must(this->store_->save_fact("last-digest", "2026-11-22"));
  must(this->store_->save_fact("last-digest", "2026-11-29"));
  must(this->store_->save_fact("bytes", std::string("a\0b", 3)));
  EXPECT_EQ(must(this->store_->fact("last-digest")), "2026-11-29");
  EXPECT_EQ(must(this->store_->fact("bytes")), std::string("a\0b", 3));
}

TYPED_TEST(HouseholdSuite, SavingTheSameChangesNothing) {
  const auto save = [&] {
    must(this->store_->save_first_seen({{"a", at(1)}}));
    must(this->store_->save_past_duties({{"pick-up", {at(5), at(6)}, PersonId("sam"), 3}}));
    must(this->store_->save_promises({{"both", "x", on(1), on(2), on(3), false}}));
    must(this->store_->save_decisions({{"y", on(1), false}}));
    must(this->store_->save_support({{PersonId("sam"), on(1), on(2)}}));
    must(this->store_->save_paused({PersonId("sam")}));
    must(this->store_->save_fact("k", "v"));
  };
  save();
  const std::uint64_t before = this->store_->changes();
  EXPECT_GT(before, 0U);
  save();
  EXPECT_EQ(this->store_->changes(), before);
}

}  // namespace evenkeel
