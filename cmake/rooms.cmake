# One folder of src/ is one room: a library that may use only the rooms it names, and a test program that links just
# those, so that a wrong dependency fails to link. See docs/architecture.md for the house.

# What nearly every unit includes of the standard library and fmt, compiled once; the tests' adds GoogleTest. A room that
# lives among other headers (http) brings its own.
add_library(prelude STATIC ${CMAKE_CURRENT_LIST_DIR}/prelude.cc)
target_link_libraries(prelude PUBLIC strongroom_settings fmt::fmt spdlog::spdlog Threads::Threads)
target_precompile_headers(prelude PRIVATE ${CMAKE_CURRENT_LIST_DIR}/prelude.h)
if(NOT STRONGROOM_FUZZ)
  add_library(test_prelude STATIC ${CMAKE_CURRENT_LIST_DIR}/prelude.cc)
  target_link_libraries(test_prelude PUBLIC prelude GTest::gmock)
  target_precompile_headers(test_prelude PRIVATE ${CMAKE_CURRENT_LIST_DIR}/prelude.h <gmock/gmock.h> <gtest/gtest.h>)
endif()

# strongroom_room(NAME SOURCES... [ROOMS...] [LIBRARIES...] [TESTS...] [TEST_ROOMS...])
#   ROOMS       rooms that this one may use
#   LIBRARIES   what it takes from outside
#   TESTS       unit tests, one program for the room; all tests in the folder must be named
#   TEST_ROOMS  rooms that only the tests use
#   OWN_PRELUDE the room sets its own precompiled headers
function(strongroom_room name)
  cmake_parse_arguments(ROOM "OWN_PRELUDE" "" "SOURCES;ROOMS;LIBRARIES;TESTS;TEST_ROOMS" ${ARGN})
  string(REPLACE "/" "_" target ${name})
  list(TRANSFORM ROOM_ROOMS REPLACE "/" "_")
  list(TRANSFORM ROOM_ROOMS PREPEND "room_")
  list(TRANSFORM ROOM_TEST_ROOMS REPLACE "/" "_")
  list(TRANSFORM ROOM_TEST_ROOMS PREPEND "room_")

  add_library(room_${target} STATIC ${ROOM_SOURCES})
  target_link_libraries(room_${target} PUBLIC strongroom_settings ${ROOM_ROOMS} ${ROOM_LIBRARIES})

  if(NOT ROOM_OWN_PRELUDE)
    target_precompile_headers(room_${target} REUSE_FROM prelude)
  endif()

  file(GLOB tests_here RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *_test.cc)
  foreach(test ${tests_here})
    if(NOT test IN_LIST ROOM_TESTS)
      message(FATAL_ERROR "${name}/${test} is not in the room's CMakeLists.txt")
    endif()
  endforeach()
  if(ROOM_TESTS AND NOT STRONGROOM_FUZZ)
    add_executable(${target}_test ${ROOM_TESTS})
    target_link_libraries(${target}_test PRIVATE room_${target} ${ROOM_TEST_ROOMS} GTest::gmock GTest::gtest_main)
    target_precompile_headers(${target}_test REUSE_FROM test_prelude)
    gtest_discover_tests(${target}_test TEST_PREFIX "${name}: " DISCOVERY_TIMEOUT 60)
  endif()
endfunction()

# strongroom_fuzz_target(NAME SOURCE ROOM...)
# With the fuzz preset a libFuzzer program; otherwise an ordinary test that replays the corpus tests/fuzz/corpus/NAME.
function(strongroom_fuzz_target name source)
  list(TRANSFORM ARGN REPLACE "/" "_" OUTPUT_VARIABLE rooms)
  list(TRANSFORM rooms PREPEND "room_")
  add_executable(fuzz_${name} ${source})
  target_link_libraries(fuzz_${name} PRIVATE ${rooms})
  if(STRONGROOM_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_link_libraries(fuzz_${name} PRIVATE fuzz_replay)
    add_test(NAME "fuzz corpus: ${name}" COMMAND fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  endif()
endfunction()
