build-asan/obj/base/memory.o: src/base/memory.c \
  include/tanya/base/memory.h

include/tanya/base/memory.h:
