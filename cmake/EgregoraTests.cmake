# How test programs are made; for tests/CMakeLists.txt, and egregora_test_properties for examples as well.
include(GoogleTest)
set(egregora_tests_dir "${PROJECT_SOURCE_DIR}/tests")

# What every test needs in its environment: the program, and how the sanitizers treat DuckDB, which is not
# instrumented. One NAME=value an element.
set(EGREGORA_TEST_ENVIRONMENT
  "TSAN_OPTIONS=suppressions=${egregora_tests_dir}/support/tsan.supp:ignore_noninstrumented_modules=1:second_deadlock_stack=1"
  "LSAN_OPTIONS=suppressions=${egregora_tests_dir}/support/lsan.supp:print_suppressions=0"
  "UBSAN_OPTIONS=print_stacktrace=1"
  "EGREGORA_TEST_DATA=${egregora_tests_dir}")
if(TARGET egregora_program)
  list(APPEND EGREGORA_TEST_ENVIRONMENT "EGREGORA=$<TARGET_FILE:egregora_program>")
endif()

# egregora_test_properties(TEST LABELS...): for tests that are not GoogleTest's.
function(egregora_test_properties test)
  set_tests_properties(${test} PROPERTIES
    LABELS "${ARGN}" TIMEOUT 300 ENVIRONMENT "${EGREGORA_TEST_ENVIRONMENT}")
endfunction()

# The target every test program links: GoogleTest, RapidCheck, and tests/support ("support/....hpp").
function(egregora_add_test_support)
  add_library(egregora_test_base INTERFACE)
  target_include_directories(egregora_test_base INTERFACE "${egregora_tests_dir}" "${PROJECT_SOURCE_DIR}/src"
                                                         "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(egregora_test_base INTERFACE
    EGREGORA_SOURCE_DIR="${PROJECT_SOURCE_DIR}" EGREGORA_TESTS_DIR="${egregora_tests_dir}")
  if(TARGET egregora_program)
    target_compile_definitions(egregora_test_base INTERFACE EGREGORA_PROGRAM="${PROJECT_BINARY_DIR}/bin/egregora")
  endif()
  target_link_libraries(egregora_test_base INTERFACE GTest::gmock rapidcheck fmt::fmt nlohmann_json::nlohmann_json
                                                     Threads::Threads)
  egregora_precompile_test_headers()
  file(GLOB sources CONFIGURE_DEPENDS "${egregora_tests_dir}/support/*.cpp")
  list(FILTER sources EXCLUDE REGEX "(fuzz_replay|postgres_[a-z]+)\\.cpp$")
  if(sources)
    # Not linked to any layer: a core test must not wait for the database. What a test uses, it links itself.
    add_library(egregora_test_support STATIC ${sources})
    egregora_test_compile_options(egregora_test_support)
    target_include_directories(egregora_test_support PRIVATE "${PROJECT_SOURCE_DIR}/include")
    target_link_libraries(egregora_test_support PUBLIC egregora_test_base)
  endif()
endfunction()

# GoogleTest costs more than most tests that include it: compiled once for all test programs.
function(egregora_precompile_test_headers)
  file(WRITE "${PROJECT_BINARY_DIR}/tests/precompiled.cpp" "")
  add_library(egregora_test_precompiled OBJECT "${PROJECT_BINARY_DIR}/tests/precompiled.cpp")
  egregora_test_compile_options(egregora_test_precompiled)
  # As programs are compiled, or GCC does not take it.
  set_target_properties(egregora_test_precompiled PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(egregora_test_precompiled PRIVATE -fPIE)
  target_link_libraries(egregora_test_precompiled PRIVATE egregora_test_base)
  egregora_precompile(egregora_test_precompiled <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# A real PostgreSQL for a test program (support/postgres_server.hpp): link egregora_test_postgres. It brings neither
# GoogleTest nor a layer, so that benchmarks may use it too.
function(egregora_add_postgres_support)
  file(GLOB sources CONFIGURE_DEPENDS "${egregora_tests_dir}/support/postgres_*.cpp")
  add_library(egregora_test_postgres STATIC ${sources})
  egregora_test_compile_options(egregora_test_postgres)
  target_include_directories(egregora_test_postgres PUBLIC "${egregora_tests_dir}")
  target_link_libraries(egregora_test_postgres PRIVATE PostgreSQL::PostgreSQL)
endfunction()

# Optimising test bodies costs more time than it saves; what they test is optimised as the preset says.
function(egregora_test_compile_options target)
  egregora_compile_options(${target})
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
endfunction()

function(egregora_add_test_program target)
  cmake_parse_arguments(PARSE_ARGV 1 test "PLAIN" "PREFIX" "SOURCES;LABELS;LINK")
  add_executable(${target} ${test_SOURCES})
  if(test_PLAIN)  # as a user would compile it
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
    set_target_properties(${target} PROPERTIES COMPILE_WARNING_AS_ERROR OFF CXX_EXTENSIONS OFF)
  else()
    egregora_test_compile_options(${target})
    egregora_share_precompiled(${target} egregora_test_precompiled)
    if(TARGET egregora_test_support)
      target_link_libraries(${target} PRIVATE egregora_test_support)
    else()
      target_link_libraries(${target} PRIVATE egregora_test_base)
    endif()
  endif()
  target_link_libraries(${target} PRIVATE ${test_LINK} GTest::gmock)
  egregora_link_test_main(${target} ${test_SOURCES})
  # Lists lose their semicolons on the way through gtest_discover_tests, so they are set in a second step, when ctest
  # has the names: it includes this file after the one that lists them.
  gtest_discover_tests(${target}
    TEST_PREFIX "${test_PREFIX}." DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 TEST_LIST ${target}_names)
  set(properties_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_properties.cmake")
  file(GENERATE OUTPUT "${properties_file}" CONTENT
"if(${target}_names)
  set_tests_properties(\${${target}_names} PROPERTIES
    LABELS [==[${test_LABELS}]==] TIMEOUT 300 ENVIRONMENT [==[${EGREGORA_TEST_ENVIRONMENT}]==])
endif()
")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${properties_file}")
endfunction()

# GoogleTest's own main, unless the folder brings one (golden does, for --update-golden).
function(egregora_link_test_main target)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source FILENAME name)
    if(name MATCHES "^(main|.*_main)\\.cpp$")
      return()
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE GTest::gmock_main)
endfunction()

# egregora_add_test_folder(FOLDER TARGET t LABELS ... LINK ...): one program of FOLDER/*.cpp; an absent folder is none.
function(egregora_add_test_folder folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TARGET" "LABELS;LINK")
  file(GLOB sources CONFIGURE_DEPENDS "${egregora_tests_dir}/${folder}/*.cpp")
  if(folder MATCHES "^unit/")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${egregora_tests_dir}/${folder}/*.cpp")
  endif()
  if(NOT sources)
    return()
  endif()
  string(REPLACE "unit/" "" prefix "${folder}")
  string(REPLACE "/" "." prefix "${prefix}")
  egregora_add_test_program(${arg_TARGET} PREFIX ${prefix} SOURCES ${sources} LABELS ${arg_LABELS} LINK ${arg_LINK})
  if(folder STREQUAL "unit/engine")  # may look behind the interface
    target_link_libraries(${arg_TARGET} PRIVATE DuckDB::DuckDB)
  endif()
  if(TARGET egregora_program AND NOT folder MATCHES "^unit/")
    add_dependencies(${arg_TARGET} egregora_program)
  endif()
endfunction()

function(egregora_add_test_scripts folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LABELS")
  if(NOT TARGET egregora_program)
    return()
  endif()
  file(GLOB scripts CONFIGURE_DEPENDS "${egregora_tests_dir}/${folder}/*.sh")
  string(REPLACE "/" "." prefix "${folder}")
  foreach(script IN LISTS scripts)
    cmake_path(GET script STEM name)
    add_test(NAME ${prefix}.${name} COMMAND bash "${script}")
    egregora_test_properties(${prefix}.${name} ${arg_LABELS})
    set_tests_properties(${prefix}.${name} PROPERTIES SKIP_RETURN_CODE 77)
  endforeach()
endfunction()

# The contract: user code, so it sees the public headers and nothing else of ours.
function(egregora_add_contract_tests folder)
  file(GLOB files CONFIGURE_DEPENDS "${egregora_tests_dir}/${folder}/*.cpp")
  foreach(file IN LISTS files)
    cmake_path(GET file STEM name)
    egregora_add_test_program(egregora_contract_${name} PLAIN
      PREFIX contract.${name} SOURCES "${file}" LABELS contract LINK egregora::egregora)
  endforeach()
endfunction()

# Each tests/compile_fail/*.cpp must be refused by the compiler, with the text of its line "// expect-error: text",
# and must be accepted once EGREGORA_CONTROL is defined (so that a typing mistake does not pass for a refusal).
function(egregora_add_compile_fail_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS "${egregora_tests_dir}/${folder}/*.cpp")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_test(NAME compile_fail.${name}
      COMMAND ${CMAKE_COMMAND} "-DCOMPILER=${CMAKE_CXX_COMPILER}" "-DSOURCE=${source}"
              "-DINCLUDE=${PROJECT_SOURCE_DIR}/include" -P "${PROJECT_SOURCE_DIR}/cmake/CompileFail.cmake")
    egregora_test_properties(compile_fail.${name} compile_fail)
  endforeach()
endfunction()

# Without clang, the fuzz targets still run once over the inputs that are kept for them in fuzz/corpus/<name>.
function(egregora_add_fuzz_replays folder)
  file(GLOB sources CONFIGURE_DEPENDS "${egregora_tests_dir}/${folder}/*.cpp")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    set(target egregora_replay_${name})
    add_executable(${target} "${source}" "${egregora_tests_dir}/support/fuzz_replay.cpp")
    egregora_test_compile_options(${target})
    target_link_libraries(${target} PRIVATE egregora_test_base egregora::egregora)
    add_test(NAME fuzz.replay_${name} COMMAND ${target} "${egregora_tests_dir}/${folder}/corpus/${name}")
    egregora_test_properties(fuzz.replay_${name} fuzz)
  endforeach()
endfunction()
