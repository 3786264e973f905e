/* base: what every room stands on. Uses nothing of ours. */
#ifndef TANYA_BASE_H
#define TANYA_BASE_H

#include "tanya/base/calendar.h"
#include "tanya/base/diagnostic.h"
#include "tanya/base/limits.h"
#include "tanya/base/map.h"
#include "tanya/base/memory.h"
#include "tanya/base/number.h"
#include "tanya/base/progress.h"
#include "tanya/base/string.h"
#include "tanya/base/text.h"

#endif
