# SPDX-License-Identifier: MIT
# One Makefile for everything. A new .c file under stages/ or tests/ needs no line here.
#
#   make            build/aver, build/libaver.a, build/libaver.so
#   make run        sets up what is missing, builds, reads a sample (ARGS='...' for your own)
#   make test       sets up what is missing, runs every test
#   make install    PREFIX (/usr/local) and DESTDIR
#   make asan       the same build with ASan and UBSan, in build/asan
#   make debug      the same build without optimisation, in build/debug
#   make fuzz       the fuzz targets, in build/fuzz (clang)
#   make bench      speed and memory; lint, layers, size: house rules; golden: rewrites
#                   golden files; chop: golden inputs cut short at every length

VERSION = 0.1.0
SONAME = libaver.so.0
BUILD = build
PREFIX = /usr/local
CC = gcc
CLANG = clang
OPTIMISE = -O3 -g
# The program and the shared library are optimised across files. The objects hold both, code
# and what that needs, which clang 14 can't; the archive is for all linkers and holds code.
LTO = $(if $(findstring clang,$(CC)),,-flto=auto -ffat-lto-objects)
NO_LTO = $(if $(LTO),-fno-lto) # for what only the build and the tests run
WARN = -Wall -Wextra -Wshadow -Werror
SANITIZE =
# -DAVER_CHECK: every invariant of a document is looked at after every stage.
CHECK =
ARGS = --to table tests/sample.txt

BUILD_PACKAGES = gcc make pkg-config libc6-dev libicu-dev libpcre2-dev libjansson-dev
TEST_PACKAGES = libcmocka-dev clang libclang-rt-14-dev valgrind universal-ctags python3 \
	python3-jsonschema

ifeq ($(SANITIZE),1)
LTO =
OPTIMISE = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
CHECK = -DAVER_CHECK
endif

PKGS = icu-i18n icu-uc libpcre2-8 jansson
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DAVER_VERSION='"$(VERSION)"' -DPCRE2_CODE_UNIT_WIDTH=8 \
	$(OPTIMISE) $(LTO) $(CHECK) $(WARN) -fPIC -fvisibility=hidden -pthread -MMD -MP -Iinclude \
	-I$(BUILD)/gen $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LIBS = $(PKG_LIBS) -pthread -lm

LIB_SRC := $(sort $(filter-out stages/generate/% stages/cli/%,\
	$(wildcard stages/*.c stages/*/*.c)))
CLI_SRC := $(sort $(wildcard stages/cli/*.c))
BASE_SRC := $(sort $(wildcard stages/base/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
PROPERTY_SRC := $(sort $(wildcard tests/property/*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/*.c))
RULE_FILES := $(sort $(shell find rules -type f \( -name '*.rule' -o -name '*.tsv' \)))

GENERATED = $(BUILD)/gen/fold_table.c $(BUILD)/gen/builtin_rules.c
IMAGE = $(BUILD)/gen/builtin_image
LIB_OBJ = $(LIB_SRC:%.c=$(BUILD)/%.o) $(GENERATED:%.c=%.o) $(IMAGE).o
CLI_OBJ = $(CLI_SRC:%.c=$(BUILD)/%.o)
BASE_OBJ = $(BASE_SRC:%.c=$(BUILD)/%.o)
UNIT = $(UNIT_SRC:%.c=$(BUILD)/%)
PROPERTY = $(PROPERTY_SRC:%.c=$(BUILD)/%)
FUZZ = $(FUZZ_SRC:%.c=$(BUILD)/%)
OUTPUTS = $(BUILD)/aver $(BUILD)/libaver.a $(BUILD)/libaver.so $(BUILD)/aver.pc

.PHONY: all run test deps test-deps install asan debug fuzz bench lint layers size golden chop \
	clean tests
.DELETE_ON_ERROR:
.SECONDARY:

all: $(OUTPUTS)

# --- the library and the program ------------------------------------------------------
$(BUILD)/aver: $(CLI_OBJ) $(LIB_OBJ)
	$(QUIET)$(CC) $(OPTIMISE) $(LTO) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libaver.a: $(LIB_OBJ)
	@rm -f $@
	$(QUIET)ar rcs $@ $^ $(if $(LTO),&& objcopy -R '.gnu.lto_*' $@)

$(BUILD)/libaver.so: $(BUILD)/$(SONAME)
	ln -sf $(SONAME) $@

$(BUILD)/$(SONAME): $(LIB_OBJ)
	$(QUIET)$(CC) $(OPTIMISE) $(LTO) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) \
		$(if $(findstring sanitize,$(OPTIMISE)),,-Wl,-z,defs) -o $@ $^ $(LIBS)

# Made anew each time: it holds PREFIX.
$(BUILD)/aver.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' \
		'' 'Name: aver' 'Description: reads text, gives every figure in it as a record' \
		'Version: $(VERSION)' 'Requires.private: $(PKGS)' 'Libs: -L$${libdir} -laver' \
		'Libs.private: -pthread -lm' 'Cflags: -I$${includedir}' > $@

# Objects depend on the flags they were made with, so that another CC, CFLAGS or
# SANITIZE in the same BUILD makes them anew.
FLAGS = $(CC) $(ALL_CFLAGS)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$AVER_FLAGS" | cmp -s - $@ || printf '%s\n' "$$AVER_FLAGS" > $@
$(BUILD)/flags: export AVER_FLAGS = $(FLAGS)
.PHONY: FORCE
FORCE:

# What is compiled is named; V=1 shows the whole commands.
QUIET = $(if $(V),,@echo "  $@";)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	$(QUIET)$(CC) $(ALL_CFLAGS) -I. -c -o $@ $<

# --- what is generated: the fold table, CLDR's names, the rules that are built in -----------
$(BUILD)/gen/base.a: $(BASE_OBJ)
	@mkdir -p $(@D)
	@rm -f $@
	$(QUIET)ar rcs $@ $^

$(BUILD)/gen/tool/%: $(BUILD)/stages/generate/%.o $(BUILD)/gen/base.a
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(OPTIMISE) $(NO_LTO) $(LDFLAGS) -o $@ $^ $(LIBS)

GENERATE = ASAN_OPTIONS=detect_leaks=0
$(BUILD)/gen/fold_table.c: $(BUILD)/gen/tool/fold
	$(QUIET)$(GENERATE) $< $@

$(BUILD)/gen/rules/cldr/made: $(BUILD)/gen/tool/cldr $(wildcard rules/common/*.tsv)
	@mkdir -p $(@D)
	$(QUIET)$(GENERATE) $< $(@D) rules
	@touch $@

$(BUILD)/gen/builtin_rules.c: $(BUILD)/gen/tool/embed $(BUILD)/gen/rules/cldr/made $(RULE_FILES)
	$(QUIET)$(GENERATE) $< $@ rules $(BUILD)/gen/rules/cldr

# The built-in rules as compiled. What compiles them holds no image yet.
COMPILE_OBJ = $(filter $(BUILD)/stages/base/% $(BUILD)/stages/compile/%,$(LIB_OBJ)) \
	$(GENERATED:%.c=%.o)
$(BUILD)/gen/tool/image: $(BUILD)/stages/generate/image.o $(COMPILE_OBJ)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(OPTIMISE) $(NO_LTO) $(LDFLAGS) -o $@ $^ $(LIBS)

$(IMAGE).c: $(BUILD)/gen/tool/image
	$(QUIET)$(GENERATE) $< $@ $(IMAGE).bin

# -flto has no names for what the assembler defines.
$(IMAGE).o: private LTO =

# --- set-up --------------------------------------------------------------------------------
# Installs what is missing as root; anybody else gets the list. Where there is no dpkg
# (not a Debian), the build itself will say what it lacks.
define setup
	@command -v dpkg-query >/dev/null || exit 0; \
	missing=; for p in $(1); do \
		dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' \
			|| missing="$$missing $$p"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ]; then \
		apt-get update && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y --no-install-recommends $$missing; \
	else \
		echo "These packages are missing; install them as root:"; \
		echo "  apt-get update && apt-get install$$missing"; exit 1; \
	fi
endef

deps:
	$(call setup,$(BUILD_PACKAGES))

test-deps:
	$(call setup,$(BUILD_PACKAGES) $(TEST_PACKAGES))

run: deps
	@$(MAKE) --no-print-directory -j$$(nproc) all
	$(BUILD)/aver $(ARGS)

# --- tests ----------------------------------------------------------------------------------
TEST_CFLAGS = $(filter-out $(LTO),$(ALL_CFLAGS)) -MF $@.d -MT $@ -I. -UNDEBUG
WRAP = $(if $(findstring chaos,$@),-Wl$(comma)--wrap=malloc$(comma)--wrap=calloc$(comma)--wrap=realloc)
comma = ,

$(BUILD)/tests/%: tests/%.c $(BUILD)/libaver.a
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(TEST_CFLAGS) $(LDFLAGS) $(WRAP) -o $@ $< $(BUILD)/libaver.a -lcmocka $(LIBS)

# The runner of spec chapters, golden folders and bad rules.
RUN_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/run*.c))
$(BUILD)/tests/run: $(RUN_OBJ) $(BUILD)/libaver.a
	$(QUIET)$(CC) $(OPTIMISE) $(NO_LTO) $(LDFLAGS) -o $@ $^ $(LIBS)

tests: $(UNIT) $(PROPERTY) $(BUILD)/tests/run

test: test-deps
	@$(MAKE) --no-print-directory -j$$(nproc) all tests
	@BUILD=$(BUILD) MAKE='$(MAKE)' tests/all.sh

golden: all $(BUILD)/tests/run
	$(BUILD)/tests/run --write $(BUILD)/aver golden tests/golden/*/

chop: all $(BUILD)/tests/run
	$(BUILD)/tests/run $(BUILD)/aver chop tests/golden/*/

asan:
	@$(MAKE) --no-print-directory SANITIZE=1 BUILD=$(BUILD)/asan all tests

debug:
	@$(MAKE) --no-print-directory OPTIMISE='-O0 -g3' LTO= CHECK=-DAVER_CHECK \
		BUILD=$(BUILD)/debug all

FUZZ_OPTIMISE = -O1 -g -fsanitize=address,undefined,fuzzer-no-link \
	-fno-sanitize-recover=undefined
fuzz:
	@$(MAKE) --no-print-directory CC=$(CLANG) BUILD=$(BUILD)/fuzz fuzz-targets \
		CHECK=-DAVER_CHECK OPTIMISE='$(FUZZ_OPTIMISE)'

.PHONY: fuzz-targets
fuzz-targets: $(FUZZ)
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(BUILD)/libaver.a
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(TEST_CFLAGS) -fsanitize=fuzzer -o $@ $< $(BUILD)/libaver.a $(LIBS)

# Corpora of news made from tests/bench/*.txt, the same bytes each time.
MEGABYTES = 105
$(BUILD)/bench/make_corpus: $(BUILD)/tests/bench/make_corpus.o
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(OPTIMISE) $(NO_LTO) -o $@ $^
$(BUILD)/bench/%.corpus: $(BUILD)/bench/make_corpus tests/bench/%.txt
	$^ $(MEGABYTES) > $@
$(BUILD)/bench/bench: $(BUILD)/tests/bench/bench.o $(BUILD)/tests/bench/measure.o \
		$(BUILD)/tests/bench/more_rules.o $(LIB_OBJ)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(OPTIMISE) $(LTO) $(LDFLAGS) -o $@ $^ $(LIBS)

bench: all $(BUILD)/bench/bench $(BUILD)/bench/zh.corpus $(BUILD)/bench/en.corpus
	$(BUILD)/bench/bench $(BUILD)/aver $(BUILD)/bench/zh.corpus $(BUILD)/bench/en.corpus

# --- house rules -----------------------------------------------------------------------------
lint: all
	@BUILD=$(BUILD) tests/lint.sh

layers: all
	@BUILD=$(BUILD) tests/lint.sh walls

size: all
	@BUILD=$(BUILD) tests/lint.sh size

# --- install ----------------------------------------------------------------------------------
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
		$(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/share/aver
	install -m 755 $(BUILD)/aver $(DESTDIR)$(PREFIX)/bin/
	install -m 644 $(BUILD)/libaver.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 $(BUILD)/$(SONAME) $(DESTDIR)$(PREFIX)/lib/
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/libaver.so
	install -m 644 $(BUILD)/aver.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/
	install -m 644 include/aver.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 include/claim.schema.json $(DESTDIR)$(PREFIX)/share/aver/
	cp -R rules $(DESTDIR)$(PREFIX)/share/aver/
	chmod -R u=rwX,go=rX $(DESTDIR)$(PREFIX)/share/aver/rules

clean:
	rm -rf $(BUILD)

-include $(shell [ ! -d $(BUILD) ] || find $(BUILD) -path $(BUILD)/asan -prune -o -path $(BUILD)/fuzz -prune -o \
	-path $(BUILD)/debug -prune -o -name '*.d' -print)
