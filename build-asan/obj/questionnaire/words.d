build-asan/obj/questionnaire/words.o: src/questionnaire/words.c \
  src/questionnaire/loader.h include/tanya/questionnaire.h \
  include/tanya/base.h include/tanya/base/calendar.h \
  include/tanya/base/string.h include/tanya/base/diagnostic.h \
  include/tanya/base/limits.h include/tanya/base/map.h \
  include/tanya/base/memory.h include/tanya/base/number.h \
  include/tanya/base/progress.h include/tanya/base/text.h \
  include/tanya/expression.h include/tanya/formats.h \
  include/tanya/question_types.def

src/questionnaire/loader.h:

include/tanya/questionnaire.h:

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

include/tanya/expression.h:

include/tanya/formats.h:

include/tanya/question_types.def:
