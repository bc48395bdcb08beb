// SPDX-License-Identifier: Apache-2.0
// Between us and the server stands a shell that keeps it: it makes the database, starts the server
// and waits for the end of a pipe that only we hold open. So the server stops and its folder goes
// whichever way we end, SIGKILL included.
#include "support/postgres_server.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace egregora::testing {
namespace fs = std::filesystem;

namespace {
constexpr const char* kUser = "egregora";
constexpr auto kPatience = std::chrono::minutes(2);
constexpr auto kPoll = std::chrono::milliseconds(20);
/// A socket's path holds 107 characters; the name of PostgreSQL's takes 14 of them.
constexpr std::size_t kLongestFolder = 90;

/// $1 folder, $2 programs, the rest settings. A shell starts what it does not wait for with SIGQUIT
/// ignored; PostgreSQL's "stop now" is just that signal. The folder of a server that ended by
/// itself stays for us: its log says why.
constexpr const char* kKeeper = R"(
folder=$1 programs=$2
shift 2
cd "$folder" || exit 1
ulimit -c 0
exec 3<&0 </dev/null >>log 2>&1
"$programs/initdb" --pgdata=data --username=egregora --auth=trust --encoding=UTF8 \
  --lc-collate=C --lc-ctype=C.UTF-8 --lc-messages=C --lc-monetary=C --lc-numeric=C --lc-time=C \
  --no-sync --no-instructions || exit 1
env --default-signal=QUIT "$programs/postgres" -D data -k "$folder" "$@" 3<&- &
server=$!
(read -r _ <&3; : >stopped; kill -QUIT $server) &
reader=$!
wait $server
if [ -e stopped ]; then
  cd /
  rm -rf "$folder"
fi
kill $reader 2>/dev/null
)";

std::runtime_error failure(const std::string& what) {
  return std::runtime_error("PostgreSQL for tests: " + what);
}

/// Programs of version 15: what the printer is written for.
fs::path programs_folder() {
  const fs::path folder = "/usr/lib/postgresql/15/bin";
  for (const char* program : {"initdb", "postgres"}) {
    if (::access((folder / program).c_str(), X_OK) != 0) {
      throw failure("no " + (folder / program).string() +
                    "; run `make deps`, or install the Debian package postgresql-15");
    }
  }
  return folder;
}

struct User {
  uid_t id;
  gid_t group;
};

/// Whom the server runs as, where that is not us.
std::optional<User> other_user() {
  if (::geteuid() != 0) return std::nullopt;
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* entry = ::getpwnam(name)) return User{entry->pw_uid, entry->pw_gid};
  }
  throw failure("it refuses to run as root, and there is neither a user `postgres` nor `nobody`");
}

/// True where everybody may pass through each folder on the way.
bool open_to_all(fs::path folder) {
  for (;; folder = folder.parent_path()) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0 || (status.st_mode & S_IXOTH) == 0) return false;
    if (folder == folder.root_path()) return true;
  }
}

fs::path make_folder(const std::optional<User>& user) {
  for (const fs::path& parent : {fs::temp_directory_path(), fs::path("/tmp")}) {
    std::string name = (fs::absolute(parent) / "egregora-postgres-XXXXXX").lexically_normal();
    if (name.size() > kLongestFolder || (user && !open_to_all(fs::absolute(parent)))) continue;
    if (::mkdtemp(name.data()) == nullptr) continue;
    if (user && ::chown(name.c_str(), user->id, user->group) != 0)
      throw failure("cannot give its folder away: " + name);
    return name;
  }
  throw failure("no temporary folder that is short and open to its user");
}

std::vector<std::string> keeper_command(const fs::path& folder, const std::optional<User>& user,
                                        const std::vector<std::string>& settings) {
  std::vector<std::string> words;
  if (user) {
    words = {"setpriv", "--reuid=" + std::to_string(user->id),
             "--regid=" + std::to_string(user->group), "--clear-groups"};
  }
  words.insert(words.end(), {"sh", "-c", kKeeper, "sh", folder.string(), programs_folder()});
  // Parallel workers talk through files in the folder: /dev/shm of a container may be tiny.
  for (const char* setting :
       {"listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off",
        "timezone=UTC", "log_timezone=UTC", "dynamic_shared_memory_type=mmap"})
    words.insert(words.end(), {"-c", setting});
  for (const std::string& setting : settings) words.insert(words.end(), {"-c", setting});
  return words;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// In a session of its own, so that Ctrl-C reaches us first; with no stream of ours but the pipe.
pid_t spawn(std::vector<std::string> words, int input) {
  std::vector<std::string> variables{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  pid_t process = -1;
  const int result = posix_spawnp(&process, words.front().c_str(), &actions, &attributes,
                                  pointers(words).data(), pointers(variables).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (result != 0)
    throw failure("cannot start " + words.front() + ": " + std::generic_category().message(result));
  return process;
}
}  // namespace

PostgresServer::PostgresServer(const std::vector<std::string>& settings) {
  programs_folder();  // says what is missing before anything is made
  try {
    start(settings);
    wait_until_it_answers();
  } catch (...) {
    stop();
    throw;
  }
}

PostgresServer::~PostgresServer() { stop(); }

void PostgresServer::start(const std::vector<std::string>& settings) {
  const std::optional<User> user = other_user();
  folder_ = make_folder(user);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw failure("no pipe");
  lifeline_ = ends[1];
  try {
    keeper_ = spawn(keeper_command(folder_, user, settings), ends[0]);
  } catch (...) {
    ::close(ends[0]);
    throw;
  }
  ::close(ends[0]);
}

void PostgresServer::wait_until_it_answers() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    if (keeper_ended()) throw failure("the database was not made:\n" + log());
    try {
      connect();
      return;
    } catch (const PostgresError& error) {
      if (std::chrono::steady_clock::now() > deadline)
        throw failure(std::string(error.what()) + "\n" + log());
    }
    std::this_thread::sleep_for(kPoll);
  }
}

bool PostgresServer::keeper_ended() {
  if (keeper_ > 0 && ::waitpid(keeper_, nullptr, WNOHANG) == keeper_) keeper_ = -1;
  return keeper_ < 0;
}

void PostgresServer::stop() noexcept {
  if (lifeline_ >= 0) ::close(lifeline_);
  while (keeper_ > 0 && ::waitpid(keeper_, nullptr, 0) < 0 && errno == EINTR) {
  }
  lifeline_ = keeper_ = -1;
  // The keeper leaves it where it could not make the database.
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string PostgresServer::log() const {
  std::ifstream in(folder_ / "log", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string PostgresServer::conninfo(const std::string& database) const {
  // Said in full: PGPORT and its like would speak for what is left out.
  return "host=" + folder_.string() + " port=5432 client_encoding=UTF8 user=" + kUser +
         " dbname=" + database;
}

PostgresConnection PostgresServer::connect(const std::string& database) const {
  return PostgresConnection(conninfo(database));
}

}  // namespace egregora::testing
