# cmake -DPROGRAM=... -DFOLDER=... [-DDATA=...] -P RunInFreshFolder.cmake: runs a program in an emptied folder. The
# folder of example data is its only argument, and also in EGREGORA_EXAMPLE_DATA.
file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
set(ENV{EGREGORA_EXAMPLE_DATA} "${DATA}")
execute_process(COMMAND "${PROGRAM}" "${DATA}" WORKING_DIRECTORY "${FOLDER}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${result}")
endif()
