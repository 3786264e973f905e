/* One writer at a time: a lock that belongs to the open file description and dies with it. */
#include <errno.h>
#include <unistd.h>

#include "tanya/system.h"

enum lock_result file_lock(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)1 << 62, .l_len = 1};
	for (;;) {
		if (system_calls()->lock(fd, F_OFD_SETLK, &lock) == 0)
			return LOCK_TAKEN;
		if (errno == EAGAIN || errno == EACCES)
			return LOCK_BUSY;
		if (errno != EINTR)
			return LOCK_FAILED;
	}
}
