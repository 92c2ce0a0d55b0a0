/*
 * What the programs that call compiled code have in common: the trampoline, memory, files, and an end with a message.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* In assembler: loads every register to be preserved with a known value, goes on to the target, stores what it finds then. */
extern void trampoline(void);
extern uint64_t trampoline_target;
extern uint64_t trampoline_before[];
extern uint64_t trampoline_after[];
extern const uint64_t trampoline_count;

static FILE *results;

static void fail(const char *what)
{
    perror(what);
    exit(2);
}

/* Writes which call is under way; each program has its own. */
static void describe_place(char *text, size_t size);

/* Tells where a fault happened: compiled code has none. What came before it is kept; the code that failed holds no lock. */
static void on_fault(int signal)
{
    char place[100], text[200];
    describe_place(place, sizeof place);
    int length = snprintf(text, sizeof text, "fault %d in %s\n", signal, place);
    ssize_t ignored = write(2, text, (size_t)length);
    (void)ignored;
    fflush(results);
    _exit(3);
}

static void *allocate(size_t size)
{
    void *memory = mmap(NULL, size == 0 ? 1 : size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }
    return memory;
}

static uint64_t *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        fail(path);
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint64_t *words = allocate(size);
    if (fread(words, 1, size, file) != size) {
        fail(path);
    }
    fclose(file);
    return words;
}

static void write_all(const void *bytes, size_t size)
{
    if (size != 0 && fwrite(bytes, size, 1, results) != 1) {
        fail("output");
    }
}

/* Copies the code to memory of its own and makes that executable. */
static char *map_code(const void *code, size_t size)
{
    char *memory = allocate(size);
    memcpy(memory, code, size);
    if (mprotect(memory, size, PROT_READ | PROT_EXEC) != 0) {
        fail("mprotect");
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

/* Checks the command line, catches faults, opens the results, fills the registers' values; returns the input. */
static const uint64_t *start(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: %s <input> <output>\n", arguments[0]);
        exit(2);
    }

    int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP };
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        signal(signals[i], on_fault);
    }

    const uint64_t *input = read_all(arguments[1]);
    results = fopen(arguments[2], "wb");
    if (results == NULL) {
        fail(arguments[2]);
    }
    for (uint64_t i = 0; i < trampoline_count; i++) {
        trampoline_before[i] = 0x0123456789ABCDEFu * (i + 3);
    }
    return input;
}

#endif
