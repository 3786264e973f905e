build-asan/obj/tests/support/growth.o: tests/support/growth.c \
  tests/support/growth.h

tests/support/growth.h:
