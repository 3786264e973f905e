build-asan/obj/main.o: src/main.c include/tanya/commands.h

include/tanya/commands.h:
