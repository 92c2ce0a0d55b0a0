/*
 * Calls compiled formulas as a C compiler calls functions of their convention, and checks what they must preserve.
 *
 *     harness <input> <output>
 *
 * Input, in 64-bit words: number of cases, bytes of code; the code, padded to words; then per case the number of its
 * adapter, the offset of its code, the words of a row, the number of rows, and the rows.
 * Output: three words per row: the result, the bail-out flag, and 0 or 1 + the index of the first register that changed.
 *
 * The adapters, one per signature, are generated: see CAdapters. Each calls `trampoline` as a function of its signature;
 * the trampoline, in assembler, loads every register to be preserved with a known value, goes on to `trampoline_target`,
 * and stores what it finds afterwards.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef void adapter(const uint64_t *arguments, uint64_t *result, uint32_t *flag);

extern adapter *const adapters[];
extern uint64_t trampoline_target;
extern uint64_t trampoline_before[];
extern uint64_t trampoline_after[];
extern const uint64_t trampoline_count;

enum { UNTOUCHED = 0x5A5A5A5A };

static uint64_t current_case, current_row;
static FILE *results;

/* Tells where a fault happened: formulas have none. What came before it is kept; the code that failed holds no lock. */
static void on_fault(int signal)
{
    char text[100];
    int length = snprintf(text, sizeof text, "fault %d in case %llu, row %llu\n", signal,
        (unsigned long long)current_case, (unsigned long long)current_row);
    ssize_t ignored = write(2, text, (size_t)length);
    (void)ignored;
    fflush(results);
    _exit(3);
}

static void *allocate(size_t size, int protection)
{
    void *memory = mmap(NULL, size == 0 ? 1 : size, PROT_READ | PROT_WRITE | protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(2);
    }
    return memory;
}

static uint64_t *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint64_t *words = allocate(size, 0);
    if (fread(words, 1, size, file) != size) {
        perror(path);
        exit(2);
    }
    fclose(file);
    return words;
}

/* Copies the code to memory of its own and makes that executable. */
static char *map_code(const void *code, size_t size)
{
    char *memory = allocate(size, 0);
    memcpy(memory, code, size);
    if (mprotect(memory, size, PROT_READ | PROT_EXEC) != 0) {
        perror("mprotect");
        exit(2);
    }
    __builtin___clear_cache(memory, memory + size);
    return memory;
}

/* 0, or 1 + the index of the first word that the call has changed. */
static uint64_t find_damage(void)
{
    for (uint64_t i = 0; i < trampoline_count; i++) {
        if (trampoline_before[i] != trampoline_after[i]) {
            return i + 1;
        }
    }
    return 0;
}

static void call(adapter *adapter, const uint64_t *row, uint64_t output[3])
{
    uint32_t flags[3] = { UNTOUCHED, 0, UNTOUCHED };
    adapter(row, &output[0], &flags[1]);
    output[1] = flags[1];
    output[2] = flags[0] != UNTOUCHED || flags[2] != UNTOUCHED ? 1 + trampoline_count : find_damage();
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: harness <input> <output>\n");
        return 2;
    }

    int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        signal(signals[i], on_fault);
    }

    const uint64_t *input = read_all(arguments[1]);
    results = fopen(arguments[2], "wb");
    if (results == NULL) {
        perror(arguments[2]);
        return 2;
    }

    uint64_t cases = input[0];
    size_t size = (size_t)input[1];
    char *code = map_code(input + 2, size);
    const uint64_t *next = input + 2 + (size + 7) / 8;
    for (uint64_t i = 0; i < trampoline_count; i++) {
        trampoline_before[i] = 0x0123456789ABCDEFu * (i + 3);
    }

    for (current_case = 0; current_case < cases; current_case++) {
        adapter *adapter = adapters[next[0]];
        trampoline_target = (uint64_t)(uintptr_t)(code + next[1]);
        uint64_t words = next[2], rows = next[3];
        next += 4;
        for (current_row = 0; current_row < rows; current_row++, next += words) {
            uint64_t output[3];
            call(adapter, next, output);
            if (fwrite(output, sizeof output, 1, results) != 1) {
                perror(arguments[2]);
                return 2;
            }
        }
    }

    return fclose(results) == 0 ? 0 : 2;
}
