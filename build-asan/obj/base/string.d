build-asan/obj/base/string.o: src/base/string.c \
  include/tanya/base/string.h include/tanya/base/memory.h

include/tanya/base/string.h:

include/tanya/base/memory.h:
