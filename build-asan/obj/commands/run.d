build-asan/obj/commands/run.o: src/commands/run.c src/commands/table.h \
  src/commands/command.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h include/tanya/store.h \
  include/tanya/interview.h include/tanya/expression.h \
  include/tanya/questionnaire.h include/tanya/formats.h \
  include/tanya/question_types.def include/tanya/events.def \
  include/tanya/journal.h include/tanya/commands.h \
  src/commands/commands.def include/tanya/words.h

src/commands/table.h:

src/commands/command.h:

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

include/tanya/store.h:

include/tanya/interview.h:

include/tanya/expression.h:

include/tanya/questionnaire.h:

include/tanya/formats.h:

include/tanya/question_types.def:

include/tanya/events.def:

include/tanya/journal.h:

include/tanya/commands.h:

src/commands/commands.def:

include/tanya/words.h:
