# The Debian package: `cpack --config BUILD/CPackConfig.cmake` makes evenkeel_VERSION_ARCHITECTURE.deb.
set(here ${CMAKE_CURRENT_LIST_DIR})
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME evenkeel)
set(CPACK_PACKAGE_CONTACT "The evenkeel authors <evenkeel@packages.debian.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# What dpkg wants in the tree and other installations do not: see finish.cmake.
set(CPACK_PRE_BUILD_SCRIPTS ${here}/finish.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
  "systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles, tzdata, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${here}/postinst ${here}/prerm ${here}/postrm)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "finds where two work calendars collide, weeks ahead")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "evenkeel reads the work calendars of a household with two careers, over
CalDAV, ICS feeds and directories of .ics files, and finds weeks ahead where
the two lives collide: nobody free for the school pick-up, both travelling the
same night, more due than free hours.
.
It answers in a calendar that both subscribe to: check-ins with an agenda, a
fair rota of household duties, and the clashes, each with what would cost
least to change. It never writes to a work calendar.")
include(CPack)
