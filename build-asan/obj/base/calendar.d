build-asan/obj/base/calendar.o: src/base/calendar.c \
  include/tanya/base/calendar.h include/tanya/base/string.h

include/tanya/base/calendar.h:

include/tanya/base/string.h:
