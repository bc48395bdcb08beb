// SPDX-License-Identifier: Apache-2.0
// Files are nodes apart from their names, so that links, renames and removed files that are still
// written to come out right.
#include "crash/power/disk.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <stdexcept>

namespace egregora::crash_tests {

namespace fs = std::filesystem;

namespace {
constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kSector = 512;

std::pair<std::string, std::string> split(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

std::uint64_t inode_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw std::runtime_error("gone: " + path.string());
  return status.st_ino;
}

void put(std::string& file, std::uint64_t offset, std::string_view bytes) {
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}
}  // namespace

const char* to_string(PowerModel model) {
  switch (model) {
    case PowerModel::dropped:
      return "dropped";
    case PowerModel::names_first:
      return "names first";
    case PowerModel::zeros:
      return "zeros";
    case PowerModel::bytes_first:
      return "bytes first";
    case PowerModel::some:
      return "some";
    case PowerModel::torn:
      return "torn";
    case PowerModel::nothing_lost:
      return "nothing lost";
  }
  return "?";
}

Disk::Disk(const fs::path& folder) {
  root_ = add(inode_of(folder), true);
  take(folder, *root_);
}

void Disk::take(const fs::path& folder, Node& into) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    Node* node = add(inode_of(entry.path()), entry.is_directory());
    if (entry.is_directory()) {
      take(entry.path(), *node);
    } else {
      node->durable = node->now = bytes_of(entry.path());
    }
    into.durable_names[entry.path().filename().string()] = node;
  }
  into.names = into.durable_names;
}

Disk::Node* Disk::add(std::uint64_t inode, bool is_folder) {
  nodes_.push_back(std::make_unique<Node>());
  Node* node = nodes_.back().get();
  node->is_folder = is_folder;
  node->durable = node->now = std::make_shared<const std::string>();
  by_inode_[inode] = node;
  return node;
}

Disk::Node* Disk::make(const JournalRecord& record, bool is_folder) {
  if (record.path.empty() && root_ != nullptr) return root_;  // another process has begun
  Node* node = add(record.inode, is_folder);
  if (record.path.empty()) {
    root_ = node;
    return node;
  }
  const auto [folder, name] = split(record.path);
  change(*find(folder), NameChange{{name, node}});
  return node;
}

Disk::Node* Disk::find(const std::string& path) const {
  Node* node = root_;
  for (const fs::path& name : fs::path(path)) {
    const auto found = node->names.find(name.string());
    if (found == node->names.end()) throw std::runtime_error("no such path: " + path);
    node = found->second;
  }
  return node;
}

void Disk::change(Node& folder, NameChange change) {
  for (const auto& [name, node] : change) {
    if (node == nullptr) {
      folder.names.erase(name);
    } else {
      folder.names[name] = node;
    }
  }
  folder.name_changes.push_back(std::move(change));
}

void Disk::rename(const std::string& from, const std::string& to) {
  Node* node = find(from);
  const auto [from_folder, from_name] = split(from);
  const auto [to_folder, to_name] = split(to);
  const Names& names = find(to_folder)->names;
  const auto replaced = names.find(to_name);
  if (replaced != names.end() && replaced->second == node) return;  // rename() does nothing then
  if (from_folder != to_folder) throw std::runtime_error("renamed into another folder: " + from);
  change(*find(to_folder), NameChange{{from_name, nullptr}, {to_name, node}});
}

void Disk::change(Node& file, ByteChange change) {
  std::string bytes = *file.now;
  if (change.is_resize) {
    bytes.resize(change.offset);
  } else {
    put(bytes, change.offset, change.bytes);
  }
  file.now = std::make_shared<const std::string>(std::move(bytes));
  file.changes.push_back(std::move(change));
}

void Disk::sync(Node& node) {
  node.durable = node.now;
  node.changes.clear();
  node.durable_names = node.names;
  node.name_changes.clear();
}

void Disk::apply(const JournalRecord& record) {
  last_written_ = nullptr;
  switch (record.change) {
    case FileChange::create:
      make(record, false);
      return;
    case FileChange::folder:
      make(record, true);
      return;
    case FileChange::write:
      last_written_ = by_inode_.at(record.inode);
      return change(*last_written_, ByteChange{false, record.offset, record.bytes});
    case FileChange::resize:
      return change(*by_inode_.at(record.inode), ByteChange{true, record.size});
    case FileChange::sync:
      return sync(*by_inode_.at(record.inode));
    case FileChange::rename:
      return rename(record.path, record.other_path);
    case FileChange::link: {
      const auto [folder, name] = split(record.other_path);
      return change(*find(folder), NameChange{{name, find(record.path)}});
    }
    case FileChange::unlink: {
      const auto [folder, name] = split(record.path);
      return change(*find(folder), NameChange{{name, nullptr}});
    }
    case FileChange::acknowledge:
      return;
    case FileChange::unknown:
      break;
  }
  throw std::runtime_error("cannot be replayed: " + to_string(record));
}

/// One power cut: the choices of a model, made node by node.
class Disk::Cut {
 public:
  Cut(PowerModel model, std::uint64_t seed, const Node* torn)
      : model_(model), random_(seed), torn_(torn) {}

  void leave(const Node& folder, const std::string& path, Remains& remains) {
    for (const auto& [name, node] : names_of(folder)) {
      const std::string inner = path.empty() ? name : path + "/" + name;
      if (node->is_folder) {
        remains[inner] = nullptr;
        leave(*node, inner, remains);
      } else {
        Bytes& bytes = chosen_[node];  // two names of one file hold the same
        if (!bytes) bytes = bytes_of(*node);
        remains[inner] = bytes;
      }
    }
  }

 private:
  std::uint64_t draw(std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(0, most)(random_);
  }

  Names names_of(const Node& folder) {
    if (model_ == PowerModel::dropped || model_ == PowerModel::bytes_first) {
      return folder.durable_names;
    }
    if (model_ != PowerModel::some) return folder.names;
    Names names = folder.durable_names;
    const std::uint64_t kept = draw(folder.name_changes.size());
    for (std::uint64_t at = 0; at < kept; ++at) {
      for (const auto& [name, node] : folder.name_changes[at]) {
        if (node == nullptr) {
          names.erase(name);
        } else {
          names[name] = node;
        }
      }
    }
    return names;
  }

  Bytes bytes_of(const Node& file) {
    if (file.changes.empty()) return file.durable;
    switch (model_) {
      case PowerModel::dropped:
      case PowerModel::names_first:
        return file.durable;
      case PowerModel::zeros:
        return zeros(file);
      case PowerModel::some:
        return some_pages(file);
      case PowerModel::torn:
        return &file == torn_ ? torn(file) : file.now;
      case PowerModel::bytes_first:
      case PowerModel::nothing_lost:
        break;
    }
    return file.now;
  }

  static Bytes zeros(const Node& file) {
    std::string bytes = *file.durable;
    bytes.resize(file.now->size());
    return std::make_shared<const std::string>(std::move(bytes));
  }

  Bytes some_pages(const Node& file) {
    std::string bytes = *file.durable;
    for (const ByteChange& change : file.changes) {
      if (change.is_resize) {
        if (draw(1) == 1) bytes.resize(change.offset);
        continue;
      }
      for (std::uint64_t at = 0; at < change.bytes.size();) {
        const std::uint64_t to_page_end = kPage - (change.offset + at) % kPage;
        const std::string_view page = std::string_view(change.bytes).substr(at, to_page_end);
        if (draw(1) == 1) put(bytes, change.offset + at, page);
        at += page.size();
      }
    }
    return std::make_shared<const std::string>(std::move(bytes));
  }

  /// The last write up to some sector's end; behind it what was there before: nothing, or zeros.
  Bytes torn(const Node& file) {
    std::string bytes = *file.durable;
    for (const ByteChange& change : file.changes) {
      std::string_view kept = change.bytes;
      if (change.is_resize) {
        bytes.resize(change.offset);
        continue;
      }
      if (&change == &file.changes.back()) {
        const std::uint64_t end = change.offset + draw(change.bytes.size());
        const std::uint64_t cut = std::max(end - end % kSector, change.offset);
        kept = kept.substr(0, cut - change.offset);
      }
      put(bytes, change.offset, kept);
    }
    if (draw(1) == 1) bytes.resize(std::max(bytes.size(), file.now->size()));
    return std::make_shared<const std::string>(std::move(bytes));
  }

  PowerModel model_;
  std::mt19937_64 random_;
  const Node* torn_;
  std::map<const Node*, Bytes> chosen_ = {};
};

Remains Disk::after_power_cut(PowerModel model, std::uint64_t seed) const {
  Remains remains;
  Cut(model, seed, last_written_).leave(*root_, "", remains);
  return remains;
}

}  // namespace egregora::crash_tests
