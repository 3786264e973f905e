build-asan/obj/base/fold.o: src/base/fold.c include/tanya/base/memory.h \
  include/tanya/base/text.h include/tanya/base/string.h

include/tanya/base/memory.h:

include/tanya/base/text.h:

include/tanya/base/string.h:
