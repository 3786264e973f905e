# tanya: build, tests and installation. `make help` lists the goals.
# BUILD= chooses the folder of a variant, CC= the compiler, SANITIZE=, COVERAGE=1, WERROR=1, OPTIMIZE= its flags.

BUILD = build
PREFIX = /usr/local
OPTIMIZE = -O2
FUZZ_SECONDS = 30
RUN_FORM = questionnaires/jambi/batik.yaml

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

DEPS_GOALS := $(filter deps deps-peers,$(MAKECMDGOALS))
OTHER_GOALS := $(filter-out deps deps-peers,$(MAKECMDGOALS))

.PHONY: deps deps-peers
deps:
	@.ci/deps needed
deps-peers: $(filter deps,$(DEPS_GOALS))
	@.ci/deps peers

ifneq ($(and $(DEPS_GOALS),$(OTHER_GOALS)),)

# The probes below must see what deps installs, so the other goals run in a second make after it.
.PHONY: $(OTHER_GOALS) second-make
$(OTHER_GOALS): second-make ;
second-make: $(DEPS_GOALS)
	@+$(MAKE) $(OTHER_GOALS)

else

# ---- what there is ----

SOURCES := $(wildcard src/*/*.c)
MAIN := $(wildcard src/main.c)
# From the top of the house to its ground: the order in which a linker wants the archives.
ROOM_ORDER := commands author check tabulate export dataset terminal screen sitting store journal interview \
	questionnaire expression formats system base
ROOMS_PRESENT := $(sort $(patsubst src/%/,%,$(dir $(SOURCES))))
ROOMS := $(filter $(ROOMS_PRESENT),$(ROOM_ORDER)) $(filter-out $(ROOM_ORDER),$(ROOMS_PRESENT))
# ONLY=base or ONLY=base/test_string narrows the suites.
ONLY =
narrow = $(foreach file,$(1),$(if $(or $(if $(ONLY),,all),$(findstring $(ONLY),$(file))),$(file)))
TEST_SOURCES := $(call narrow,$(sort $(wildcard tests/*/test_*.c)))
SUPPORT_SOURCES := $(wildcard tests/support/*.c)
BENCH_SOURCES := $(sort $(wildcard tests/bench/bench_*.c))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
CLI_TESTS := $(call narrow,$(sort $(wildcard tests/cli/*.sh)))
MAN_PAGES := $(wildcard man/*.1 man/*.5)
PO_FILES := $(wildcard src/po/*.po)
QUESTIONNAIRES := $(shell find questionnaires -type f 2>/dev/null | sort)
COMPLETION := $(wildcard src/commands/tanya.bash)

OBJ := $(BUILD)/obj
PROGRAM := $(if $(MAIN),$(BUILD)/tanya)
ARCHIVES := $(ROOMS:%=$(OBJ)/%.a)
SUPPORT := $(if $(SUPPORT_SOURCES),$(OBJ)/tests/support.a)
TEST_PROGRAMS := $(TEST_SOURCES:%.c=$(BUILD)/%)
BENCH_PROGRAMS := $(BENCH_SOURCES:%.c=$(BUILD)/%)
FUZZ_PROGRAMS := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
MO_FILES := $(PO_FILES:src/po/%.po=$(BUILD)/share/locale/%/LC_MESSAGES/tanya.mo)

# ---- with what it is built ----

PKG_CONFIG = pkg-config
PACKAGES := ncursesw yaml-0.1 libpcre2-8 libsodium libmd
TEST_PACKAGES := cmocka vterm
QUIET_GOALS := help clean coverage-report
NEEDS_PROBE := $(filter-out $(QUIET_GOALS),$(or $(MAKECMDGOALS),all))

ifneq ($(and $(NEEDS_PROBE),$(filter-out deps deps-peers,$(or $(MAKECMDGOALS),all))),)
PROBLEM := $(shell $(PKG_CONFIG) --print-errors --exists $(PACKAGES) 2>&1 || echo failed)
ifneq ($(PROBLEM),)
$(error libraries are missing, `make deps` installs them: $(PROBLEM))
endif
LIB_CFLAGS := $(sort $(shell $(PKG_CONFIG) --cflags-only-I $(PACKAGES)))
LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES)) -lunistring -lm
TEST_LIBS := $(shell $(PKG_CONFIG) --libs $(TEST_PACKAGES) 2>/dev/null) -lutil
# A peer that bench_answer is measured against; without it that bench says so.
BENCH_LIBS := $(shell $(PKG_CONFIG) --libs sqlite3 2>/dev/null)
COMPILER := $(shell $(CC) --version 2>/dev/null | head -n 1)
ifeq ($(COMPILER),)
$(error the compiler $(CC) does not run; `make deps` installs gcc and clang)
endif
endif

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith \
	-Wvla -Wundef -Wwrite-strings -Wredundant-decls -Wformat -Wformat-security -Wimplicit-fallthrough -Wswitch \
	-Wdouble-promotion
ifneq ($(findstring clang,$(COMPILER)),)
WARNINGS += -Wcomma -Wunreachable-code-break -Wnewline-eof
else
WARNINGS += -Wlogical-op -Wduplicated-cond -Wstringop-overflow
endif

VARIANT_FLAGS := $(if $(filter-out 0 no,$(WERROR)),-Werror)
ifneq ($(SANITIZE),)
VARIANT_FLAGS += -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
ifneq ($(COVERAGE),)
VARIANT_FLAGS += --coverage -fprofile-update=atomic -DTANYA_COVERAGE=1
endif

CFLAGS_ALL := -std=c17 -D_GNU_SOURCE $(OPTIMIZE) -g $(WARNINGS) $(VARIANT_FLAGS) -Iinclude $(LIB_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK_FLAGS := $(OPTIMIZE) -g $(VARIANT_FLAGS) $(CFLAGS) $(LDFLAGS)
ROOM_LIBS := -Wl,--start-group $(ARCHIVES) -Wl,--end-group
TEST_PATHS = -iquote tests/support -iquote src -iquote src/$(notdir $(patsubst %/,%,$(dir $<)))

# V=1 shows each command whole.
quiet := $(if $(filter-out 0,$(V)),,@)
say := @$(if $(quiet),echo,:)

.PHONY: all FORCE
all: $(ARCHIVES) $(PROGRAM) $(MO_FILES)

# A stamp changes only when its words do; what depends on it is then made again.
stamp = @mkdir -p $(dir $@) && printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' >$@

$(BUILD)/flags.stamp: FORCE
	$(call stamp,$(COMPILER) | $(CC) $(CFLAGS_ALL) | $(LINK_FLAGS) $(LIBS) $(TEST_LIBS))
FORCE:

$(OBJ)/%.o: src/%.c $(BUILD)/flags.stamp
	@mkdir -p $(@D)
	$(say) "  CC   $<"
	$(quiet)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(OBJ)/tests/%.o: tests/%.c $(BUILD)/flags.stamp
	@mkdir -p $(@D)
	$(say) "  CC   $<"
	$(quiet)$(CC) $(CFLAGS_ALL) $(TEST_PATHS) -MMD -MP -c -o $@ $<

# The list of members is a stamp of its own: a source that was taken away leaves the archive too.
define room_rules
$(OBJ)/$(1).list: FORCE
	$$(call stamp,$(sort $(filter src/$(1)/%,$(SOURCES))))
$(OBJ)/$(1).a: $(patsubst src/%.c,$(OBJ)/%.o,$(sort $(filter src/$(1)/%,$(SOURCES)))) $(OBJ)/$(1).list
	@rm -f $$@
	@ar rcs $$@ $$(filter %.o,$$^)
endef
$(foreach room,$(ROOMS),$(eval $(call room_rules,$(room))))

$(OBJ)/tests/support.list: FORCE
	$(call stamp,$(SUPPORT_SOURCES))
$(OBJ)/tests/support.a: $(SUPPORT_SOURCES:tests/%.c=$(OBJ)/tests/%.o) $(OBJ)/tests/support.list
	@rm -f $@
	@ar rcs $@ $(filter %.o,$^)

$(BUILD)/tanya: $(OBJ)/main.o $(ARCHIVES)
	$(say) "  LINK $@"
	$(quiet)$(CC) $(LINK_FLAGS) -o $@ $< $(ROOM_LIBS) $(LIBS)

$(TEST_PROGRAMS) $(BENCH_PROGRAMS): $(BUILD)/tests/%: $(OBJ)/tests/%.o $(SUPPORT) $(ARCHIVES)
	@mkdir -p $(@D)
	$(say) "  LINK $@"
	$(quiet)$(CC) $(LINK_FLAGS) -o $@ $< $(SUPPORT) $(ROOM_LIBS) $(LIBS) $(TEST_LIBS) $(EXTRA_LIBS)

$(BENCH_PROGRAMS): EXTRA_LIBS = $(BENCH_LIBS)

$(FUZZ_PROGRAMS): $(BUILD)/tests/%: $(OBJ)/tests/%.o $(SUPPORT) $(ARCHIVES)
	@mkdir -p $(@D)
	$(say) "  LINK $@"
	$(quiet)$(CC) $(LINK_FLAGS) -fsanitize=fuzzer -o $@ $< $(SUPPORT) $(ROOM_LIBS) $(LIBS) $(TEST_LIBS)

$(BUILD)/share/locale/%/LC_MESSAGES/tanya.mo: src/po/%.po
	@mkdir -p $(@D)
	$(say) "  MO   $<"
	$(quiet)msgfmt --check -o $@ $<

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)

# ---- using it ----

.PHONY: run install
run: all
	@$(if $(PROGRAM),,echo 'src/main.c is not there' >&2; exit 1;) exec $(PROGRAM) interview $(RUN_FORM)

DEST = $(DESTDIR)$(PREFIX)
install: all
	install -d $(DEST)/bin
	install -m 755 $(BUILD)/tanya $(DEST)/bin/tanya
	@for page in $(MAN_PAGES); do \
		section=$${page##*.}; \
		install -D -m 644 $$page $(DEST)/share/man/man$$section/$${page##*/} || exit 1; done
	@for file in $(COMPLETION); do \
		install -D -m 644 $$file $(DEST)/share/bash-completion/completions/tanya || exit 1; done
	@for file in $(QUESTIONNAIRES); do \
		install -D -m 644 $$file $(DEST)/share/tanya/$$file || exit 1; done
	@for code in $(PO_FILES:src/po/%.po=%); do \
		install -D -m 644 $(BUILD)/share/locale/$$code/LC_MESSAGES/tanya.mo \
			$(DEST)/share/locale/$$code/LC_MESSAGES/tanya.mo || exit 1; done
	@echo 'installed under $(DEST)'

# ---- testing it ----

.PHONY: check check-here tests unit valgrind valgrind-here coverage coverage-here bench lint fuzz fuzz-here
tests: all $(TEST_PROGRAMS)

RUNNER = tests/run --build $(BUILD) $(if $(PROGRAM),--program $(PROGRAM)) $(if $(CI),--no-skip) $(if $(SCALE),--scale $(SCALE))

# In a folder of its own: objects made without -Werror may hide warnings.
check:
	@+$(MAKE) --no-print-directory BUILD=$(BUILD)/check WERROR=1 check-here
check-here: tests
	$(RUNNER) --log $(BUILD)/check.log --promises tests/promises.tsv $(TEST_PROGRAMS) $(CLI_TESTS)

unit: tests
	$(RUNNER) --log $(BUILD)/unit.log $(TEST_PROGRAMS)

valgrind:
	@+$(MAKE) --no-print-directory BUILD=$(BUILD)/valgrind WERROR=1 OPTIMIZE=-O1 valgrind-here
valgrind-here: tests
	$(RUNNER) --log $(BUILD)/valgrind.log --scale 10 --valgrind $(filter-out $(BUILD)/tests/pty/%,$(TEST_PROGRAMS))

coverage:
	@+$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage COVERAGE=1 WERROR=1 OPTIMIZE=-O0 CC=gcc coverage-here
coverage-here: tests
	@find $(BUILD) -name '*.gcda' -delete
	$(RUNNER) --log $(BUILD)/coverage.log --scale 10 $(TEST_PROGRAMS) $(CLI_TESTS)
	gcovr --root . --object-directory $(OBJ) --filter 'src/' --print-summary --fail-under-line 90 --sort-percentage

bench: all $(BENCH_PROGRAMS)
	@$(if $(BENCH_PROGRAMS),,echo 'no benchmarks in tests/bench';) \
	broken=; for program in $(BENCH_PROGRAMS); do \
		echo; echo "== $${program##*/}"; \
		TANYA_SOURCE=$(CURDIR) TANYA_PROGRAM=$(abspath $(PROGRAM)) LC_ALL=C.UTF-8 TZ=Asia/Jakarta $$program || \
			broken="$$broken $${program##*/}"; \
	done; \
	[ -z "$$broken" ] || { echo; echo "did not run:$$broken"; exit 1; }

lint: all
	CC='$(CC)' CPPFLAGS='-Iinclude $(LIB_CFLAGS)' tests/lint/lint $(OBJ)

fuzz:
	@+$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang OPTIMIZE=-O1 \
		SANITIZE=fuzzer-no-link,address,undefined fuzz-here
fuzz-here: $(FUZZ_PROGRAMS)
	@tests/lint/fuzz $(FUZZ_SECONDS) $(FUZZ_PROGRAMS)

endif

# ---- the rest ----

.PHONY: help clean
ifeq ($(and $(DEPS_GOALS),$(OTHER_GOALS)),)
help:
	@echo 'make                 build $(BUILD)/tanya'
	@echo 'make run             build and open the batik interview'
	@echo 'make deps            install what building and testing need (apt; elsewhere list what is missing)'
	@echo 'make deps-peers      install the programs that tests compare with'
	@echo 'make check           build with -Werror, run every test and hold them against tests/promises.tsv'
	@echo 'make valgrind        the unit tests under valgrind'
	@echo 'make coverage        lines of src/ that the tests reach; fails under 90 %'
	@echo 'make lint            the rules of the house, man pages, scripts'
	@echo 'make fuzz            each fuzzer for FUZZ_SECONDS=$(FUZZ_SECONDS)'
	@echo 'make bench           measure'
	@echo 'make install         into DESTDIR= PREFIX=$(PREFIX)'
	@echo 'make clean           remove $(BUILD)'
	@echo 'make unit ONLY=room  only the suites whose path holds this word, without -Werror'
	@echo 'Variables: V=1 SCALE=10 (a tenth of the random tests) BUILD=folder CC=compiler SANITIZE=address,undefined WERROR=1 COVERAGE=1 OPTIMIZE=-O2'
clean:
	rm -rf $(BUILD)
endif
