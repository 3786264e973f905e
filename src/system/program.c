/* Where the program itself lies. */
#include <string.h>
#include <unistd.h>

#include "tanya/system.h"

#define PATH_MOST 4096

bool program_folder(struct string *out)
{
	char path[PATH_MOST];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path);
	const char *slash = length > 0 && (size_t)length < sizeof path ? memrchr(path, '/', (size_t)length) : NULL;
	string_clear(out);
	if (slash)
		string_add(out, (struct span){path, (size_t)(slash - path)});
	return slash != NULL;
}
