/* Every cap on what input may ask for, with its reason. A larger demand is refused with a diagnostic before memory is taken. */
#ifndef TANYA_BASE_LIMITS_H
#define TANYA_BASE_LIMITS_H

#define LIMIT_FILE_BYTES (64u << 20)        /* a YAML file, include or look-up CSV: 64 MiB (6-language) */
#define LIMIT_JOURNAL_BYTES (1u << 30)      /* one interview: years of sittings stay far below */
#define LIMIT_YAML_DEPTH 64                 /* nesting: the deepest of 103 real forms has 14 */
#define LIMIT_YAML_NODES 4000000u           /* nodes after aliases are expanded: bounds alias bombs */
#define LIMIT_YAML_FAULTS 100               /* faults of one file that are told */
#define LIMIT_ITEMS 100000u                 /* questions, groups and repeats of a form */
#define LIMIT_CHOICES 2000000u              /* choices of all lists of a form */
#define LIMIT_REPEAT_DEPTH 8                /* repeats within repeats */
#define LIMIT_ROWS 100000u                  /* rows of one repeat: ten times the largest roster aimed at */
#define LIMIT_EXPRESSION_BYTES 65536u       /* one expression */
#define LIMIT_EXPRESSION_DEPTH 200          /* nesting: bounds the recursion of parser and evaluator */
#define LIMIT_EXPRESSION_NODES 20000u       /* of one expression */
#define LIMIT_EXPRESSION_STEPS 20000000u    /* evaluation steps of one expression */
#define LIMIT_EXPRESSION_TEXT (16u << 20)   /* bytes of text one evaluation may build */
#define LIMIT_REGEX_MATCH 100000u           /* PCRE2 match limit */
#define LIMIT_REGEX_DEPTH 20000u            /* PCRE2 depth limit */
#define LIMIT_ANSWER_BYTES (16u << 20)      /* one answer; a pasted book fits */
#define LIMIT_ATTACHED_BYTES (2u << 30)     /* a file that is copied beside an interview: an hour of video, half of what FAT takes */
#define LIMIT_JSON_DEPTH 64                 /* nesting of a line */
#define LIMIT_INCLUDES 1000u                /* files of one form */

#endif
