/* area() and distance() of points written `latitude longitude altitude accuracy`, as ODK Collect measures them. */
#include <math.h>

#include "functions.h"

#define EARTH_RADIUS_M 6378100.0
#define RADIANS(degrees) ((degrees)*M_PI / 180)

struct point {
	double latitude, longitude; /* degrees */
};

struct points {
	struct point *items;
	size_t count, capacity;
	bool bad;
};

static void add_point(struct points *points, struct span text)
{
	struct span latitude, longitude;
	struct point point;
	if (!span_token(&text, &latitude))
		return;
	if (!span_token(&text, &longitude) || !number_parse(latitude, &point.latitude) ||
		!number_parse(longitude, &point.longitude) || fabs(point.latitude) > 90 || fabs(point.longitude) > 180) {
		points->bad = true;
		return;
	}
	ARRAY_PUSH(points->items, points->count, points->capacity, point);
}

/* All points of all arguments: single ones, or several in one text with `;` between. */
static struct points read_points(struct evaluation *e, const struct node *call)
{
	struct points points = {0};
	struct walk walk = walk_from(e, call, 0);
	struct value value;
	while (walk_next(&walk, &value)) {
		struct span rest = evaluation_text(e, &value), one;
		while (span_next(&rest, ';', &one))
			add_point(&points, one);
	}
	return points;
}

/* Great circle, by haversines: exact for short ways too. */
static double way(struct point a, struct point b)
{
	double north = sin(RADIANS(b.latitude - a.latitude) / 2);
	double east = sin(RADIANS(b.longitude - a.longitude) / 2);
	double h = north * north + cos(RADIANS(a.latitude)) * cos(RADIANS(b.latitude)) * east * east;
	return 2 * EARTH_RADIUS_M * asin(sqrt(h < 1 ? h : 1));
}

struct value call_distance(struct evaluation *e, const struct node *call)
{
	struct points points = read_points(e, call);
	double sum = points.bad ? NO_NUMBER : 0;
	for (size_t i = 1; i < points.count; i++)
		sum += way(points.items[i - 1], points.items[i]);
	memory_free(points.items);
	return value_number(sum);
}

/* The shape laid flat around its first point: metres east at each point's own latitude, metres north. */
struct value call_area(struct evaluation *e, const struct node *call)
{
	struct points points = read_points(e, call);
	double twice = points.bad ? NO_NUMBER : 0, last_x = 0, last_y = 0;
	for (size_t i = 1; i < points.count; i++) {
		struct point first = points.items[0], point = points.items[i];
		double x = EARTH_RADIUS_M * RADIANS(point.longitude - first.longitude) * cos(RADIANS(point.latitude));
		double y = EARTH_RADIUS_M * RADIANS(point.latitude - first.latitude);
		twice += last_x * y - x * last_y;
		last_x = x;
		last_y = y;
	}
	memory_free(points.items);
	return value_number(fabs(twice) / 2);
}
