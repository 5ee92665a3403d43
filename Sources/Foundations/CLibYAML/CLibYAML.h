// libyaml as the distribution has it (Debian: libyaml-dev). The module map names no library to link: SpannedYAML links the static one.
#include <yaml.h>
