build-asan/obj/expression/function_digest.o: \
  src/expression/function_digest.c src/expression/functions.h \
  src/expression/evaluation.h src/expression/node.h \
  include/tanya/expression.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h src/expression/value.h \
  src/expression/functions.def

src/expression/functions.h:

src/expression/evaluation.h:

src/expression/node.h:

include/tanya/expression.h:

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

src/expression/value.h:

src/expression/functions.def:
