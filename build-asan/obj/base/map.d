build-asan/obj/base/map.o: src/base/map.c include/tanya/base/map.h \
  include/tanya/base/string.h include/tanya/base/memory.h

include/tanya/base/map.h:

include/tanya/base/string.h:

include/tanya/base/memory.h:
