// SPDX-License-Identifier: Apache-2.0
// What the objects of one kind on a database have in common, kept by the database: each kind names
// it by its type, and the database need not know any of them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace egregora::detail {

/// Thread safety: any thread; what the parts allow is theirs to say.
class SharedParts {
 public:
  /// The one T of this database, made when it is first asked for. Lifetime: the database's.
  template <class T>
  T& get() {
    const std::lock_guard guard(mutex_);
    std::shared_ptr<void>& part = parts_[typeid(T)];
    if (!part) part = std::make_shared<T>();
    return *static_cast<T*>(part.get());
  }

 private:
  std::mutex mutex_;
  std::map<std::type_index, std::shared_ptr<void>> parts_;
};

}  // namespace egregora::detail
