# The test `package`: installs this build into an empty prefix, moves it (a package must not remember where it was
# made), builds tests/package/consumer against it and runs what was built, and the installed program.
add_test(NAME package
  COMMAND ${CMAKE_COMMAND} "-DBUILD=${PROJECT_BINARY_DIR}" "-DSCRATCH=${PROJECT_BINARY_DIR}/tests/package"
          "-DCONSUMER=${CMAKE_CURRENT_SOURCE_DIR}/package/consumer" "-DGENERATOR=${CMAKE_GENERATOR}"
          "-DCXX=${CMAKE_CXX_COMPILER}" "-DC=${CMAKE_C_COMPILER}" "-DBUILD_TYPE=${CMAKE_BUILD_TYPE}"
          "-DFLAGS=${CMAKE_CXX_FLAGS} ${egregora_sanitizer_flags}" "-DLAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}"
          "-DPROGRAM=$<$<TARGET_EXISTS:egregora_program>:${CMAKE_INSTALL_BINDIR}/egregora>"
          "-DLAYERS=${egregora_layers}" -P "${CMAKE_CURRENT_SOURCE_DIR}/package/run_package_test.cmake")
egregora_test_properties(package package)
