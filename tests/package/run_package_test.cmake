# The steps of the test `package`; see package_test.cmake.
function(step)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed (${result}): ${ARGN}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${SCRATCH}")
step("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${SCRATCH}/made here")
file(RENAME "${SCRATCH}/made here" "${SCRATCH}/moved there")

string(REPLACE ";" " " flags "${FLAGS}")
step("${CMAKE_COMMAND}" -S "${CONSUMER}" -B "${SCRATCH}/build" -G "${GENERATOR}"
     "-DCMAKE_PREFIX_PATH=${SCRATCH}/moved there" "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_C_COMPILER=${C}"
     "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}" "-DCMAKE_CXX_FLAGS=${flags}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")
step("${CMAKE_COMMAND}" --build "${SCRATCH}/build")

# An empty folder to work in, and nothing of the build in the environment.
file(MAKE_DIRECTORY "${SCRATCH}/work")
execute_process(COMMAND "${SCRATCH}/build/consumer" WORKING_DIRECTORY "${SCRATCH}/work" COMMAND_ERROR_IS_FATAL ANY)
if(PROGRAM)
  execute_process(COMMAND "${SCRATCH}/moved there/${PROGRAM}" --version COMMAND_ERROR_IS_FATAL ANY)
endif()
