#pragma once

namespace evenkeel {

/// No image of this process, with the secrets in it, is left on a disk should it crash, and no process of its
/// user looks into its memory but a tracer that started it (prctl(2), PR_SET_DUMPABLE). Its children inherit
/// that; a program that they run can be looked into, and leaves no image either.
void forbid_core_dumps();

}  // namespace evenkeel
