build-asan/obj/base/cluster.o: src/base/cluster.c \
  include/tanya/base/text.h include/tanya/base/string.h

include/tanya/base/text.h:

include/tanya/base/string.h:
