build-asan/obj/base/diagnostic.o: src/base/diagnostic.c \
  include/tanya/base/diagnostic.h include/tanya/base/string.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/text.h

include/tanya/base/diagnostic.h:

include/tanya/base/string.h:

include/tanya/base/map.h:

include/tanya/base/memory.h:

include/tanya/base/text.h:
