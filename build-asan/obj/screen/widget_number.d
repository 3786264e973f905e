build-asan/obj/screen/widget_number.o: src/screen/widget_number.c \
  src/screen/entry_figure.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h src/screen/entry_number.h \
  include/tanya/questionnaire.h include/tanya/expression.h \
  include/tanya/formats.h include/tanya/question_types.def \
  src/screen/widget.h src/screen/editor.h include/tanya/screen.h \
  include/tanya/interview.h include/tanya/events.def \
  src/screen/entry_units.h src/screen/widget_kind.h src/screen/flow.h \
  include/tanya/words.h

src/screen/entry_figure.h:

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

src/screen/entry_number.h:

include/tanya/questionnaire.h:

include/tanya/expression.h:

include/tanya/formats.h:

include/tanya/question_types.def:

src/screen/widget.h:

src/screen/editor.h:

include/tanya/screen.h:

include/tanya/interview.h:

include/tanya/events.def:

src/screen/entry_units.h:

src/screen/widget_kind.h:

src/screen/flow.h:

include/tanya/words.h:
