build-asan/obj/base/wrap.o: src/base/wrap.c src/base/wrap.h \
  include/tanya/base/text.h include/tanya/base/string.h \
  include/tanya/base/memory.h

src/base/wrap.h:

include/tanya/base/text.h:

include/tanya/base/string.h:

include/tanya/base/memory.h:
