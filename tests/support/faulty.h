/* A faulty twin of the table of system calls: the n-th call fails, writes go by halves, the power goes. */
#ifndef TANYA_TESTS_FAULTY_H
#define TANYA_TESTS_FAULTY_H

#include "tanya/system.h"

enum faulty_call {
#define X(name, type, parameters, arguments) CALL_##name,
	SYSTEM_CALLS(X)
#undef X
		CALL_COUNT
};
extern const char *const faulty_names[CALL_COUNT];

#define FAULTY_CALLS_MOST 4096

struct faulty {
	unsigned char kinds[FAULTY_CALLS_MOST]; /* of the calls that were counted: enum faulty_call, from the first on */
	unsigned calls, fail_at; /* of all calls; the one that fails, from 1; 0: none */
	unsigned counts[CALL_COUNT];
	uint32_t only;     /* bits 1 << CALL_…: only these are counted in `calls` and fail; 0: all */
	bool stays;        /* once one has failed all later ones of its kind do too */
	uint32_t then;     /* bits: once one has failed these fail too, so that tidying up fails as well */
	int number;        /* errno */
	size_t most_bytes; /* of one write or read; 0: no limit */
	int64_t room;      /* bytes that the disk still takes, then ENOSPC; -1: no limit */
	int failed;        /* enum faulty_call that failed, or -1 */
};

/* Puts the twin in, all its counts at nought; what is to fail is set in what it returns. */
struct faulty *faulty_use(void);
void faulty_leave(void); /* the real calls again */
unsigned faulty_sites(enum faulty_call call); /* places in the program at which this call has failed since the start */

/* The power: from `power_watch` on every change of files that is not synced is kept track of. `power_cut` then makes of
 * each `unit_bytes` of each such file a version between that of its last sync and the newest, by `seed`. Kernels write
 * pages (4096) in any order; sectors (512) in any order within a page are worse than disks are. */
void power_watch(void);
void power_cut(uint64_t seed, size_t unit_bytes);

#endif
