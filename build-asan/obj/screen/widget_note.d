build-asan/obj/screen/widget_note.o: src/screen/widget_note.c \
  src/screen/widget_kind.h src/screen/flow.h src/screen/editor.h \
  include/tanya/screen.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h include/tanya/interview.h \
  include/tanya/expression.h include/tanya/questionnaire.h \
  include/tanya/formats.h include/tanya/question_types.def \
  include/tanya/events.def src/screen/widget.h include/tanya/words.h

src/screen/widget_kind.h:

src/screen/flow.h:

src/screen/editor.h:

include/tanya/screen.h:

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

include/tanya/interview.h:

include/tanya/expression.h:

include/tanya/questionnaire.h:

include/tanya/formats.h:

include/tanya/question_types.def:

include/tanya/events.def:

src/screen/widget.h:

include/tanya/words.h:
