# How our own code is compiled: ccache, sanitizers, and egregora_compile_options(target) for language and warnings.
# Warnings become errors only where a preset sets CMAKE_COMPILE_WARNING_AS_ERROR, never for those who embed us.
if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(EGREGORA_CCACHE ccache)
  mark_as_advanced(EGREGORA_CCACHE)
  if(EGREGORA_CCACHE)
    # ccache keeps what is compiled with a precompiled header only where it is told that this is safe.
    set(CMAKE_CXX_COMPILER_LAUNCHER env "CCACHE_SLOPPINESS=pch_defines,time_macros" "${EGREGORA_CCACHE}")
  endif()
endif()

if(EGREGORA_SANITIZE STREQUAL "address")
  set(egregora_sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
elseif(EGREGORA_SANITIZE STREQUAL "thread")
  set(egregora_sanitizer_flags -fsanitize=thread -fno-omit-frame-pointer)
elseif(EGREGORA_SANITIZE)
  message(FATAL_ERROR "EGREGORA_SANITIZE must be empty, address or thread: ${EGREGORA_SANITIZE}")
endif()
if(EGREGORA_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(egregora_sanitizer_flags)
  add_compile_options(${egregora_sanitizer_flags})
  add_link_options(${egregora_sanitizer_flags})
endif()

set(EGREGORA_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  list(APPEND EGREGORA_WARNINGS -Wno-restrict)  # GCC 12 reports std::string's operator+ (its bug 105651)
endif()
if(EGREGORA_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # The sanitizers' extra branches confuse GCC's flow analysis; the plain build still checks these.
  list(APPEND EGREGORA_WARNINGS -Wno-maybe-uninitialized -Wno-stringop-overflow)
endif()

function(egregora_compile_options target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_compile_options(${target} PRIVATE ${EGREGORA_WARNINGS})
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
endfunction()

# egregora_precompile(TARGET HEADER...): headers of others that most of a target's sources include and that cost more
# than the sources themselves. Never our own: who includes what must stay visible. GCC only: clang's tools read the
# commands too, and cannot read GCC's files.
function(egregora_precompile target)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND EGREGORA_PRECOMPILE)
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wno-error=invalid-pch)  # the former for ccache
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# egregora_share_precompiled(TARGET OTHER): the same headers, compiled once; the flags of both must be the same.
function(egregora_share_precompiled target other)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND EGREGORA_PRECOMPILE)
    target_compile_options(${target} PRIVATE -fpch-preprocess -Wno-error=invalid-pch)
    target_precompile_headers(${target} REUSE_FROM ${other})
  endif()
endfunction()
