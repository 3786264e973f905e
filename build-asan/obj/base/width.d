build-asan/obj/base/width.o: src/base/width.c include/tanya/base/text.h \
  include/tanya/base/string.h

include/tanya/base/text.h:

include/tanya/base/string.h:
