/* The clocks. The only place that knows of the machine's time zone. */
#include <time.h>

#include "tanya/system.h"

static int64_t milliseconds(clockid_t clock)
{
	struct timespec time;
	if (system_calls()->clock(clock, &time) != 0)
		return 0;
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

struct moment clock_now(void)
{
	struct moment now = {.ms = milliseconds(CLOCK_REALTIME)};
	time_t seconds = (time_t)((now.ms - (now.ms < 0 ? 999 : 0)) / 1000);
	struct tm local;
	if (localtime_r(&seconds, &local))
		now.offset_minutes = (int)(local.tm_gmtoff / 60);
	return now;
}

void clock_read_zone(void)
{
	tzset(); /* localtime_r() alone does so once */
}

int64_t clock_boot_ms(void)
{
	return milliseconds(CLOCK_BOOTTIME);
}
