#pragma once

namespace evenkeel {

/// No image of this process, with the secrets in it, is left on a disk should it crash. Its children inherit
/// that.
void forbid_core_dumps();

}  // namespace evenkeel
