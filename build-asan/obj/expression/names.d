build-asan/obj/expression/names.o: src/expression/names.c \
  src/expression/compiler.h src/expression/lexer.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h src/expression/node.h \
  include/tanya/expression.h

src/expression/compiler.h:

src/expression/lexer.h:

include/tanya/base.h:

include/tanya/base/calendar.h:

include/tanya/base/string.h:

include/tanya/base/diagnostic.h:

include/tanya/base/limits.h:

include/tanya/base/map.h:

include/tanya/base/memory.h:

include/tanya/base/number.h:

include/tanya/base/progress.h:

include/tanya/base/text.h:

src/expression/node.h:

include/tanya/expression.h:
