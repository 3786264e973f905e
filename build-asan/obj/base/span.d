build-asan/obj/base/span.o: src/base/span.c include/tanya/base/memory.h \
  include/tanya/base/string.h

include/tanya/base/memory.h:

include/tanya/base/string.h:
