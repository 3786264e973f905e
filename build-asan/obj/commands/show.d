build-asan/obj/commands/show.o: src/commands/show.c \
  src/commands/entries.h src/commands/command.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h include/tanya/store.h \
  include/tanya/interview.h include/tanya/expression.h \
  include/tanya/questionnaire.h include/tanya/formats.h \
  include/tanya/question_types.def include/tanya/events.def \
  include/tanya/journal.h include/tanya/sitting.h include/tanya/system.h \
  src/commands/table.h include/tanya/commands.h \
  src/commands/commands.def include/tanya/screen.h include/tanya/words.h

src/commands/entries.h:

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

include/tanya/sitting.h:

include/tanya/system.h:

src/commands/table.h:

include/tanya/commands.h:

src/commands/commands.def:

include/tanya/screen.h:

include/tanya/words.h:
