// What is not read of a message. Far above what calendars send, far below what hurts.
#pragma once

#include <cstddef>

namespace evenkeel::mail::limits {

inline constexpr std::size_t message_bytes = std::size_t{1} << 20U;
inline constexpr std::size_t fields = 500;             // of a message or part
inline constexpr std::size_t field_bytes = 16 * 1024;  // of one, unfolded
inline constexpr std::size_t parameters = 50;          // of a Content-Type
inline constexpr std::size_t depth = 8;                // of multiparts in each other
inline constexpr std::size_t parts = 100;              // of a message, multiparts among them

}  // namespace evenkeel::mail::limits
