build-asan/obj/base/number.o: src/base/number.c \
  include/tanya/base/number.h include/tanya/base/string.h

include/tanya/base/number.h:

include/tanya/base/string.h:
