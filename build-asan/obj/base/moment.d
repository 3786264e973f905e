build-asan/obj/base/moment.o: src/base/moment.c \
  include/tanya/base/calendar.h include/tanya/base/string.h

include/tanya/base/calendar.h:

include/tanya/base/string.h:
