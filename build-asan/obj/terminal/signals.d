build-asan/obj/terminal/signals.o: src/terminal/signals.c \
  src/terminal/signals.h

src/terminal/signals.h:
