# Run by cpack on the staged tree: what Debian's policy asks of a package besides its files. It moves and removes, so
# it works on a tree below cpack's own directory or on none.
set(tree "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
if(NOT tree MATCHES "/_CPack_Packages/[^/]+/DEB/[^/]+" OR NOT EXISTS "${tree}/usr/bin/evenkeel"
   OR NOT IS_DIRECTORY "${tree}/usr/lib/systemd/system")
  message(FATAL_ERROR "\"${tree}\" is no staged tree of evenkeel")
endif()
set(doc "${tree}/usr/share/doc/evenkeel")

configure_file("${CMAKE_CURRENT_LIST_DIR}/copyright" "${doc}/copyright" COPYONLY)
configure_file("${CMAKE_CURRENT_LIST_DIR}/changelog" "${doc}/changelog.Debian" COPYONLY)
configure_file("${CMAKE_CURRENT_LIST_DIR}/../../CHANGELOG.md" "${doc}/changelog" COPYONLY)
# Debian 12 looks for units there.
file(MAKE_DIRECTORY "${tree}/lib/systemd")
file(RENAME "${tree}/usr/lib/systemd/system" "${tree}/lib/systemd/system")

set(texts "${doc}/changelog" "${doc}/changelog.Debian")
foreach(page evenkeel.1 evenkeel.toml.5 evenkeeld.8)
  string(REGEX MATCH "[158]$" section ${page})
  list(APPEND texts "${tree}/usr/share/man/man${section}/${page}")
endforeach()
execute_process(COMMAND gzip -9n ${texts} COMMAND_ERROR_IS_FATAL ANY)
