# Finds every third-party library once. Adding one here means adding it to cmake/egregoraConfig.cmake.in too,
# unless it is header-only or used by nothing that is installed.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(xxHash REQUIRED)
find_package(LibZip REQUIRED)
find_package(date REQUIRED)
# 2.0 writes a file format that 1.x readers refuse: it is let in on purpose, one day, not by accident.
find_package(DuckDB 1.5...<2 REQUIRED)

if(EGREGORA_BUILD_PROGRAM)
  find_package(CLI11 REQUIRED)
endif()
if(EGREGORA_BUILD_TESTS)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
  find_package(PostgreSQL REQUIRED)  # the client library; the server is looked for when a test starts it
endif()
if(EGREGORA_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
