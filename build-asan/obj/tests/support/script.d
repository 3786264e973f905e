build-asan/obj/tests/support/script.o: tests/support/script.c \
  tests/support/script.h tests/support/play.h tests/support/form.h \
  include/tanya/interview.h include/tanya/base.h \
  include/tanya/base/calendar.h include/tanya/base/string.h \
  include/tanya/base/diagnostic.h include/tanya/base/limits.h \
  include/tanya/base/map.h include/tanya/base/memory.h \
  include/tanya/base/number.h include/tanya/base/progress.h \
  include/tanya/base/text.h include/tanya/expression.h \
  include/tanya/questionnaire.h include/tanya/formats.h \
  include/tanya/question_types.def include/tanya/events.def \
  tests/support/keys.h include/tanya/screen.h tests/support/place.h \
  include/tanya/sitting.h include/tanya/journal.h include/tanya/store.h \
  include/tanya/system.h src/screen/app.h src/screen/panel.h \
  src/screen/editor.h src/screen/widget.h include/tanya/words.h \
  src/screen/actions.def

tests/support/script.h:

tests/support/play.h:

tests/support/form.h:

include/tanya/interview.h:

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

include/tanya/questionnaire.h:

include/tanya/formats.h:

include/tanya/question_types.def:

include/tanya/events.def:

tests/support/keys.h:

include/tanya/screen.h:

tests/support/place.h:

include/tanya/sitting.h:

include/tanya/journal.h:

include/tanya/store.h:

include/tanya/system.h:

src/screen/app.h:

src/screen/panel.h:

src/screen/editor.h:

src/screen/widget.h:

include/tanya/words.h:

src/screen/actions.def:
