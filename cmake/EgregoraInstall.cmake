# Install rules: headers, layers, the program, and a CMake package, so that find_package(egregora) works from any
# prefix, also after the tree was moved. DuckDB is taken along when it is the copy that `make deps` fetched.
include(CMakePackageConfigHelpers)
set(egregora_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/egregora")
set(egregora_private_libdir "${CMAKE_INSTALL_LIBDIR}/egregora")

cmake_path(IS_PREFIX PROJECT_SOURCE_DIR "${DuckDB_LIBRARY}" NORMALIZE egregora_duckdb_is_ours)
option(EGREGORA_BUNDLE_DUCKDB "Install DuckDB's shared library beside ours" ${egregora_duckdb_is_ours})

get_property(egregora_layers GLOBAL PROPERTY EGREGORA_LAYERS)
set(egregora_targets egregora_egregora)
foreach(layer IN LISTS egregora_layers)
  list(APPEND egregora_targets egregora_${layer})
endforeach()
install(TARGETS ${egregora_targets} EXPORT egregora
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT egregora NAMESPACE egregora:: FILE egregoraTargets.cmake DESTINATION "${egregora_package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/egregora" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp")

file(RELATIVE_PATH egregora_up "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
set(egregora_rpath "$ORIGIN/${egregora_up}/egregora" "$ORIGIN/${egregora_up}")
if(EGREGORA_BUNDLE_DUCKDB)
  install(FILES "${DuckDB_LIBRARY}" DESTINATION "${egregora_private_libdir}"
    PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
else()
  cmake_path(GET DuckDB_LIBRARY PARENT_PATH egregora_duckdb_dir)
  list(APPEND egregora_rpath "${egregora_duckdb_dir}")
endif()
if(TARGET egregora_program)
  set_target_properties(egregora_program PROPERTIES INSTALL_RPATH "${egregora_rpath}")
  install(TARGETS egregora_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/egregoraConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/egregoraConfig.cmake"
  INSTALL_DESTINATION "${egregora_package_dir}" PATH_VARS egregora_private_libdir NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/egregoraConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/egregoraConfig.cmake" "${PROJECT_BINARY_DIR}/egregoraConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindDuckDB.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindLibZip.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindxxHash.cmake"
  DESTINATION "${egregora_package_dir}")
