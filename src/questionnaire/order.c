/* What is derived from what: an order in which each stands behind all that it reads, and the rings that make one
 * impossible. The graph has a node for each derived thing and three for each item: is it asked, its value, its rows.
 * Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972), without recursion, gives strongly
 * connected parts, what is read first. */
#include <string.h>

#include "loader.h"

struct edge { /* from a node to what it rests on */
	uint32_t to;
	bool soft; /* read once, or at another time: makes no ring */
};

struct graph {
	const struct loader *loader;
	const struct questionnaire *questionnaire;
	struct derived *all; /* in document order */
	size_t count, capacity;
	uint32_t *own; /* of item i: all[own[i] … own[i + 1]) */
	struct edge *edges;
	size_t edge_count, edge_capacity;
	uint32_t *first; /* of node u: edges[first[u] … first[u + 1]) */
	uint32_t nodes;
	uint32_t *part;    /* of a node, in the order found */
	uint32_t *found;   /* nodes, in that order */
	uint32_t *members; /* how many nodes a part has */
	uint32_t parts;
};

/* ---- what is derived ---- */

static void add(
	struct graph *graph, uint32_t item, enum derived_kind kind, uint16_t check, const struct expression *expression)
{
	if (expression)
		ARRAY_PUSH(
			graph->all, graph->count, graph->capacity, ((struct derived){item, (uint16_t)kind, check, expression}));
}

static void list_derived(struct graph *graph)
{
	const struct questionnaire *questionnaire = graph->questionnaire;
	graph->own = memory_alloc((questionnaire->item_count + 1) * sizeof *graph->own);
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		graph->own[i] = (uint32_t)graph->count;
		add(graph, i, DERIVED_REPEAT_COUNT, 0, item->repeat_count);
		add(graph, i, DERIVED_RELEVANT, 0, item->relevant);
		add(graph, i, DERIVED_CALCULATION, 0, item->calculation);
		add(graph, i, DERIVED_DEFAULT, 0, item->fallback);
		add(graph, i, DERIVED_REQUIRED, 0, item->required);
		add(graph, i, DERIVED_READ_ONLY, 0, item->read_only);
		add(graph, i, DERIVED_FILTER, 0, item->choice_filter);
		add(graph, i, DERIVED_CONSTRAINT, 0, item->constraint);
		for (uint32_t c = 0; c < item->check_count; c++)
			add(graph, i, DERIVED_CHECK, (uint16_t)c, item->checks[c].test);
	}
	graph->own[questionnaire->item_count] = (uint32_t)graph->count;
}

/* ---- edges ---- */

static uint32_t asked_node(const struct graph *graph, uint32_t item)
{
	return (uint32_t)graph->count + item;
}

static uint32_t value_node(const struct graph *graph, uint32_t item)
{
	return (uint32_t)graph->count + graph->questionnaire->item_count + item;
}

static uint32_t rows_node(const struct graph *graph, uint32_t item)
{
	return (uint32_t)graph->count + 2 * graph->questionnaire->item_count + item;
}

static void rest_on(struct graph *graph, uint32_t node, bool soft)
{
	ARRAY_PUSH(graph->edges, graph->edge_count, graph->edge_capacity, ((struct edge){node, soft}));
}

static void rest_on_own(struct graph *graph, uint32_t item, enum derived_kind kind)
{
	for (uint32_t i = graph->own[item]; i < graph->own[item + 1]; i++)
		if (graph->all[i].kind == kind)
			rest_on(graph, i, false);
}

static void rest_on_rows(struct graph *graph, uint32_t repeat)
{
	if (repeat != NONE)
		rest_on(graph, rows_node(graph, repeat), false);
}

static void edges_of_derived(struct graph *graph, uint32_t index)
{
	const struct derived *derived = &graph->all[index];
	const struct item *item = &graph->questionnaire->items[derived->item];
	size_t count = 0;
	const struct reference *references = expression_references(derived->expression, &count);
	bool triggered = derived->kind == DERIVED_CALCULATION && item->trigger != NONE;
	for (size_t i = 0; i < count; i++)
		rest_on(graph, value_node(graph, references[i].item), triggered || derived->kind == DERIVED_DEFAULT);
	/* `.` is no reference: in a calculation it is that of once(), the value that stands. */
	if (derived->kind == DERIVED_RELEVANT && (expression_traits(derived->expression) & TRAIT_SELF))
		rest_on(graph, value_node(graph, derived->item), false);
	if (triggered)
		rest_on(graph, value_node(graph, item->trigger), false);
	rest_on_rows(graph, item->repeat);
}

static void edges_of_asked(struct graph *graph, uint32_t index)
{
	const struct item *item = &graph->questionnaire->items[index];
	rest_on_own(graph, index, DERIVED_RELEVANT);
	if (item->parent != NONE)
		rest_on(graph, asked_node(graph, item->parent), false);
	rest_on_rows(graph, item->repeat);
}

static void edges_of_value(struct graph *graph, uint32_t index)
{
	rest_on(graph, asked_node(graph, index), false);
	rest_on_own(graph, index, DERIVED_CALCULATION);
	rest_on_own(graph, index, DERIVED_DEFAULT);
	if (graph->questionnaire->items[index].kind == ITEM_REPEAT)
		rest_on_rows(graph, index);
}

static void edges_of_rows(struct graph *graph, uint32_t index)
{
	const struct item *item = &graph->questionnaire->items[index];
	if (item->kind != ITEM_REPEAT)
		return;
	rest_on_own(graph, index, DERIVED_REPEAT_COUNT);
	if (item->from != NONE)
		rest_on(graph, value_node(graph, item->from), false);
	rest_on_rows(graph, item->repeat);
}

static void make_edges(struct graph *graph)
{
	static void (*const kinds[])(struct graph *, uint32_t) = {edges_of_asked, edges_of_value, edges_of_rows};
	uint32_t items = graph->questionnaire->item_count, node = 0;
	graph->nodes = (uint32_t)graph->count + 3 * items;
	graph->first = memory_alloc(((size_t)graph->nodes + 1) * sizeof *graph->first);
	for (; node < graph->count; node++) {
		graph->first[node] = (uint32_t)graph->edge_count;
		edges_of_derived(graph, node);
	}
	for (unsigned kind = 0; kind < 3; kind++) {
		for (uint32_t i = 0; i < items; i++) {
			graph->first[node++] = (uint32_t)graph->edge_count;
			kinds[kind](graph, i);
		}
	}
	graph->first[node] = (uint32_t)graph->edge_count;
}

/* ---- strongly connected parts ---- */

struct frame {
	uint32_t node, edge; /* the next one to follow */
};

struct search {
	uint32_t *index, *low; /* index: 0 not met yet */
	uint32_t met, found;
	uint32_t *stack;
	size_t stack_count;
	struct frame *frames;
	size_t frame_count;
	const uint32_t *loose; /* soft edges within a part of this first search are passed over; NULL: none */
};

static void enter(struct search *search, uint32_t node, uint32_t first)
{
	search->index[node] = search->low[node] = ++search->met;
	search->stack[search->stack_count++] = node;
	search->frames[search->frame_count++] = (struct frame){node, first};
}

/* The node and all on the stack above it are a part. */
static void close_part(struct graph *graph, struct search *search, uint32_t node)
{
	uint32_t member;
	graph->members[graph->parts] = 0;
	do {
		member = search->stack[--search->stack_count];
		graph->part[member] = graph->parts;
		graph->found[search->found++] = member;
		graph->members[graph->parts]++;
	} while (member != node);
	graph->parts++;
}

static void leave(struct graph *graph, struct search *search)
{
	uint32_t node = search->frames[--search->frame_count].node;
	if (search->low[node] == search->index[node])
		close_part(graph, search, node);
	if (search->frame_count == 0)
		return;
	uint32_t above = search->frames[search->frame_count - 1].node;
	if (search->low[node] < search->low[above])
		search->low[above] = search->low[node];
}

static void walk(struct graph *graph, struct search *search, uint32_t root)
{
	enter(search, root, graph->first[root]);
	while (search->frame_count) {
		struct frame *frame = &search->frames[search->frame_count - 1];
		uint32_t node = frame->node;
		if (frame->edge == graph->first[node + 1]) {
			leave(graph, search);
			continue;
		}
		const struct edge *edge = &graph->edges[frame->edge++];
		if (edge->soft && search->loose && search->loose[node] == search->loose[edge->to])
			continue;
		if (search->index[edge->to] == 0)
			enter(search, edge->to, graph->first[edge->to]);
		else if (graph->part[edge->to] == NONE && search->index[edge->to] < search->low[node])
			search->low[node] = search->index[edge->to];
	}
}

static void find_parts(struct graph *graph, const uint32_t *loose)
{
	size_t size = graph->nodes + 1;
	struct search search = {.loose = loose};
	search.index = memory_alloc(size * sizeof *search.index);
	search.low = memory_alloc(size * sizeof *search.low);
	search.stack = memory_alloc(size * sizeof *search.stack);
	search.frames = memory_alloc(size * sizeof *search.frames);
	graph->parts = 0;
	for (uint32_t i = 0; i < graph->nodes; i++)
		graph->part[i] = NONE;
	for (uint32_t i = 0; i < graph->count; i++)
		if (search.index[i] == 0)
			walk(graph, &search, i);
	memory_free(search.index);
	memory_free(search.low);
	memory_free(search.stack);
	memory_free(search.frames);
}

static bool has_ring(const struct graph *graph)
{
	for (uint32_t i = 0; i < graph->parts; i++)
		if (graph->members[i] > 1)
			return true;
	return false;
}

/* ---- telling a ring ---- */

#define RING_MOST 12 /* names of a ring that are told */

static const char *const kind_words[] = {
	[DERIVED_REPEAT_COUNT] = "repeat_count",
	[DERIVED_RELEVANT] = "relevant",
	[DERIVED_CALCULATION] = "calculation",
	[DERIVED_DEFAULT] = "default",
};

static struct place place_of(const struct graph *graph, uint32_t derived)
{
	const struct derived *at = &graph->all[derived];
	const struct yaml_node *node = yaml_get(graph->loader->drafts[at->item].node, kind_words[at->kind]);
	return node ? node->place : graph->questionnaire->items[at->item].place;
}

/* The shortest way from `start` back to itself within its part: `from[v]` is the node before v, breadth first. */
static uint32_t find_way(const struct graph *graph, uint32_t start, uint32_t *from, uint32_t *queue)
{
	size_t head = 0, tail = 0;
	queue[tail++] = start;
	while (head < tail) {
		uint32_t node = queue[head++];
		for (uint32_t e = graph->first[node]; e < graph->first[node + 1]; e++) {
			uint32_t to = graph->edges[e].to;
			if (graph->edges[e].soft || graph->part[to] != graph->part[start])
				continue;
			if (to == start)
				return node;
			if (from[to] == NONE) {
				from[to] = node;
				queue[tail++] = to;
			}
		}
	}
	return start;
}

/* The derived among the nodes of the way, from `start` on. */
static size_t list_way(const struct graph *graph, uint32_t start, uint32_t last, const uint32_t *from, uint32_t *way)
{
	size_t count = 0;
	for (uint32_t node = last; node != start; node = from[node])
		if (node < graph->count)
			way[count++] = node;
	way[count++] = start;
	for (size_t i = 0; i < count / 2; i++) {
		uint32_t kept = way[i];
		way[i] = way[count - 1 - i];
		way[count - 1 - i] = kept;
	}
	return count;
}

static void tell_ring(struct graph *graph, struct diagnostics *faults, uint32_t start, uint32_t *from, uint32_t *way)
{
	const struct item *items = graph->questionnaire->items;
	struct string loop = {0};
	for (uint32_t i = 0; i < graph->nodes; i++)
		from[i] = NONE;
	uint32_t last = find_way(graph, start, from, way);
	size_t count = list_way(graph, start, last, from, way);
	for (size_t i = 0; i < count && i < RING_MOST; i++)
		string_format(&loop, "%.*s → ", SPAN_ARGUMENTS(items[graph->all[way[i]].item].name));
	string_format(&loop, "%s%.*s", count > RING_MOST ? "… → " : "", SPAN_ARGUMENTS(items[graph->all[start].item].name));
	diagnostics_error(faults, "cycle", place_of(graph, start), "this depends on itself: %s", string_text(&loop));
	diagnostic_cure(faults, "take one of them out of the others' expressions");
	for (size_t i = 1; i < count && i < RING_MOST; i++) {
		const struct derived *derived = &graph->all[way[i]];
		diagnostic_related(faults, place_of(graph, way[i]), "the %s of %.*s", kind_words[derived->kind],
			SPAN_ARGUMENTS(items[derived->item].name));
	}
	string_free(&loop);
}

#define RINGS_MOST 100 /* told; each costs a walk over the graph */

static void tell_rings(struct graph *graph, struct diagnostics *faults)
{
	bool *told = memory_alloc(graph->parts + 1);
	uint32_t *from = memory_alloc((graph->nodes + 1) * sizeof *from),
			 *way = memory_alloc((graph->nodes + 1) * sizeof *way);
	unsigned rings = 0;
	for (uint32_t i = 0; i < graph->count && rings < RINGS_MOST; i++) {
		uint32_t part = graph->part[i];
		if (graph->members[part] < 2 || told[part])
			continue;
		told[part] = true;
		rings++;
		tell_ring(graph, faults, i, from, way);
	}
	memory_free(told);
	memory_free(from);
	memory_free(way);
}

/* ---- the order ---- */

static void take_order(struct graph *graph, struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	uint32_t found = 0;
	questionnaire->derived = arena_alloc(loader->arena, (graph->count + 1) * sizeof *questionnaire->derived);
	for (uint32_t part = 0; part < graph->parts; part++) {
		uint32_t node = graph->found[found];
		found += graph->members[part];
		if (node < graph->count)
			questionnaire->derived[questionnaire->derived_count++] = graph->all[node];
	}
}

void make_order(struct loader *loader)
{
	struct graph graph = {.loader = loader, .questionnaire = loader->questionnaire};
	list_derived(&graph);
	make_edges(&graph);
	size_t size = graph.nodes + 1;
	uint32_t *loose = NULL;
	graph.part = memory_alloc(size * sizeof *graph.part);
	graph.found = memory_alloc(size * sizeof *graph.found);
	graph.members = memory_alloc(size * sizeof *graph.members);
	find_parts(&graph, NULL);
	if (has_ring(&graph)) {
		loose = memory_alloc(size * sizeof *loose);
		memcpy(loose, graph.part, size * sizeof *loose);
		find_parts(&graph, loose);
	}
	if (has_ring(&graph))
		tell_rings(&graph, loader->faults);
	else
		take_order(&graph, loader);
	memory_free(loose);
	memory_free(graph.part);
	memory_free(graph.found);
	memory_free(graph.members);
	memory_free(graph.first);
	memory_free(graph.edges);
	memory_free(graph.own);
	memory_free(graph.all);
}
