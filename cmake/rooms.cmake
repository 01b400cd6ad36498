# One folder of src/ is one room: a library that may use only the rooms it names, and a test program that links just
# those, so that a wrong dependency fails to link. See docs/architecture.md for the house.

# Tests are compiled quickly rather than well: what they test is optimised all the same.
function(strongroom_test_options target)
  if(CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo)
    target_compile_options(${target} PRIVATE -O0 -U_FORTIFY_SOURCE)
  endif()
endfunction()

# strongroom_prelude(NAME LIBRARY... [HEADERS...])
# Headers that many units include, compiled once; NAME_test adds GoogleTest. Rooms choose one by PRELUDE.
function(strongroom_prelude name)
  cmake_parse_arguments(PRELUDE "" "" "HEADERS" ${ARGN})
  set(here ${PROJECT_SOURCE_DIR}/cmake)
  add_library(${name} STATIC ${here}/prelude.cc)
  target_link_libraries(${name} PUBLIC strongroom_settings ${PRELUDE_UNPARSED_ARGUMENTS})
  target_precompile_headers(${name} PRIVATE ${here}/prelude.h ${PRELUDE_HEADERS})
  if(NOT STRONGROOM_FUZZ)
    add_library(${name}_test STATIC ${here}/prelude.cc)
    target_link_libraries(${name}_test PUBLIC ${name} GTest::gmock)
    strongroom_test_options(${name}_test)
    target_precompile_headers(${name}_test PRIVATE ${here}/prelude.h ${PRELUDE_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
  endif()
endfunction()

# What nearly every unit, or every other one, includes: base, the standard library, fmt and Boost.JSON.
strongroom_prelude(prelude Boost::json fmt::fmt spdlog::spdlog Threads::Threads)

# strongroom_room(NAME SOURCES... [ROOMS...] [LIBRARIES...] [TESTS...] [TEST_ROOMS...])
#   ROOMS       rooms that this one may use
#   LIBRARIES   what it takes from outside
#   TESTS       unit tests, one program for the room; all tests in the folder must be named
#   TEST_ROOMS  rooms that only the tests use
#   PRELUDE     its precompiled headers, if not the common ones; NONE: the room sets its own
#   ONE_BY_ONE  its sources are compiled each alone
# Otherwise ten sources are compiled at once, and always five tests, so that what they include is read once. Names that
# only one file uses must then differ in all of the room.
function(strongroom_room name)
  cmake_parse_arguments(ROOM "ONE_BY_ONE" "PRELUDE" "SOURCES;ROOMS;LIBRARIES;TESTS;TEST_ROOMS" ${ARGN})
  string(REPLACE "/" "_" target ${name})
  list(TRANSFORM ROOM_ROOMS REPLACE "/" "_")
  list(TRANSFORM ROOM_ROOMS PREPEND "room_")
  list(TRANSFORM ROOM_TEST_ROOMS REPLACE "/" "_")
  list(TRANSFORM ROOM_TEST_ROOMS PREPEND "room_")

  add_library(room_${target} STATIC ${ROOM_SOURCES})
  target_link_libraries(room_${target} PUBLIC strongroom_settings ${ROOM_ROOMS} ${ROOM_LIBRARIES})
  if(NOT ROOM_ONE_BY_ONE)
    set_target_properties(room_${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
  endif()

  if(NOT ROOM_PRELUDE)
    set(ROOM_PRELUDE prelude)
  endif()
  if(ROOM_PRELUDE STREQUAL NONE)
    set(ROOM_PRELUDE prelude)
  else()
    target_precompile_headers(room_${target} REUSE_FROM ${ROOM_PRELUDE})
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
    strongroom_test_options(${target}_test)
    set_target_properties(${target}_test PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 5)
    target_precompile_headers(${target}_test REUSE_FROM ${ROOM_PRELUDE}_test)
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
  target_precompile_headers(fuzz_${name} REUSE_FROM prelude)
  if(STRONGROOM_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_link_libraries(fuzz_${name} PRIVATE fuzz_replay)
    add_test(NAME "fuzz corpus: ${name}" COMMAND fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  endif()
endfunction()
