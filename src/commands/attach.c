/* Attaching files to answers: what people are told about it. */
#include "attach.h"

#include "tanya/words.h"

const char *attach_words(enum copy_result result)
{
	static const char *const words[COPY_RESULTS] = {
		[COPY_DONE] = "",
		[COPY_ABSENT] = N_("There is no file of this name"),
		[COPY_FORBIDDEN] = N_("This file may not be read"),
		[COPY_FOLDER] = N_("This is a folder; the path of a file is expected"),
		[COPY_NOT_A_FILE] = N_("This is a device, pipe or socket; the path of a file is expected"),
		[COPY_EMPTY] = N_("This file is empty"),
		[COPY_TOO_LARGE] = N_("This file is larger than 2 GiB"),
		[COPY_UNREADABLE] = N_("This file cannot be read to its end; nothing was kept of it"),
		[COPY_CHANGED] = N_("This file changed while it was copied; try again"),
		[COPY_NO_ROOM] = N_("There is no room on the disk for a copy of this file"),
		[COPY_UNWRITABLE] = N_("The copy cannot be written; nothing was kept of it"),
		[COPY_STOPPED] = N_("Stopped; nothing was kept of it"),
	};
	return words[result];
}
