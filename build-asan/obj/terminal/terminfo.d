build-asan/obj/terminal/terminfo.o: src/terminal/terminfo.c \
  src/terminal/terminfo.h

src/terminal/terminfo.h:
