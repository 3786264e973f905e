build-asan/obj/commands/progress.o: src/commands/progress.c \
  src/commands/progress.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h include/tanya/system.h

src/commands/progress.h:

include/tanya/base.h:

include/tanya/base/calendar.h:

include/tanya/base/string.h:

include/tanya/base/diagnostic.h:

include/tanya/base/limits.h:

include/tanya/base/map.h:

include/tanya/base/memory.h:

include/tanya/base/number.h:

include/tanya/base/progress.h:

include/tanya/base/text.h:

include/tanya/system.h:
