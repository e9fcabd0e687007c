// One suite for every implementation of the port (ports/store.hpp).
#pragma once

#include "io/store/store_fixture.hpp"

namespace evenkeel {

/// How to get a store of this kind; what it stands on lives as long as this.
struct StoreKind {
  virtual ~StoreKind() = default;
  virtual std::unique_ptr<Store> make() = 0;
};

struct MemoryKind final : StoreKind {
  std::unique_ptr<Store> make() override { return memory_store(); }
};

struct SqliteKind final : StoreKind {
  std::unique_ptr<Store> make() override { return opened(directory.path()); }
  TemporaryDirectory directory;
};

/// A private copy of a database that is not there yet.
struct CopyKind final : StoreKind {
  std::unique_ptr<Store> make() override {
    return must(open_store_copy(directory.path(), test_zones())).store;
  }
  TemporaryDirectory directory;
};

template <typename Kind>
class StoreSuite : public ::testing::Test {
 protected:
  Kind kind_;
  std::unique_ptr<Store> store_ = kind_.make();
  const SourceName work_{"alex", "work"};
  const SourceName school_{"household", "school"};
};

using Kinds = ::testing::Types<MemoryKind, SqliteKind, CopyKind>;

}  // namespace evenkeel
