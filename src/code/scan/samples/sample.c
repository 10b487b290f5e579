#include <stdio.h>
#include "cart.h"
#define LIMIT 5
#define SHOUT(x) do { \
    puts(x); } while (0)
/* int comment(void) { */
typedef struct node {
    int value;
} node_t;
typedef int (*callback)(int);
struct cart { int size; };
enum state { OPEN, CLOSED };
static int hidden(int a);
#ifdef FAST
int add(int a) {
#else
int add(int a, int b) {
#endif
    char c = '{';
    return a;
}
static inline unsigned long *make_it(const char *name,
                                     int count)
{
    if (count) { return 0; }
    return 0;
}
int
gnu_style (void)
{
  return 0;
}
