build-asan/obj/base/text.o: src/base/text.c include/tanya/base/text.h \
  include/tanya/base/string.h

include/tanya/base/text.h:

include/tanya/base/string.h:
