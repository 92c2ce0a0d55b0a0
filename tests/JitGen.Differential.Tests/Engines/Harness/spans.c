/*
 * Calls kernels over spans as a C compiler calls functions of their convention, on memory between guard pages, and checks what
 * they must preserve and leave alone.
 *
 *     spans <input> <output>
 *
 * Input, in 64-bit words: number of calls, bytes of code, bytes of each memory; the code, padded to words; then per call
 *
 *     offset of its entry, floating-point state or 0 for what it is, bytes of the block, those of its arguments and results,
 *     number of arrays, number of parts;
 *     per array: offset of its address in the block, offset in its memory, bytes, number of the array whose memory it shares, and
 *     whether its memory is stored into;
 *     the arguments, behind which the block has rubbish; the contents of each array that has memory of its own, padded to words;
 *     per part the first element and one past the last.
 *
 * Output per call: per part the returned index, 0 or 1 + the index of the first register that changed, the arguments and results;
 * 0 or 1 + the number of the first array beside which was written, or into one that is only read; the contents of each array that
 * has memory of its own and is stored into, padded to words.
 */
#include "program.h"

#if defined(__x86_64__)
#define CONVENTION __attribute__((ms_abi))
static void set_state(uint64_t state) { uint32_t word = (uint32_t)state; __asm__ volatile("ldmxcsr %0" : : "m"(word)); }
enum { DEFAULT_STATE = 0x1F80 };
#else
#define CONVENTION
static void set_state(uint64_t state) { __asm__ volatile("msr fpcr, %0" : : "r"(state)); }
enum { DEFAULT_STATE = 0 };
#endif

enum { GUARD = 65536, ARRAYS = 40, CANARIES = 64, CANARY = 0xC5, RUBBISH = 0xA7, BLOCK = 65536 };

/* Through a variable: of a function that the compiler sees, gcc ignores the convention of a cast. */
static void (*volatile entry)(void) = trampoline;

static uint64_t current_call;

static void describe_place(char *text, size_t size)
{
    snprintf(text, size, "call %llu", (unsigned long long)current_call);
}

/* Memory between two pages that nothing may touch. */
static char *allocate_guarded(size_t size)
{
    char *memory = allocate(size + 2 * GUARD);
    if (mprotect(memory, GUARD, PROT_NONE) != 0 || mprotect(memory + GUARD + size, GUARD, PROT_NONE) != 0) {
        fail("mprotect");
    }
    return memory + GUARD;
}

static void write_word(uint64_t word) { write_all(&word, sizeof word); }

static size_t words_of(uint64_t bytes) { return (size_t)(bytes + 7) / 8; }

static size_t size_before(uint64_t offset) { return offset < CANARIES ? (size_t)offset : CANARIES; }

static size_t size_after(uint64_t end, uint64_t size) { return size - end < CANARIES ? (size_t)(size - end) : CANARIES; }

static int is_canary(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)bytes[i] != CANARY) {
            return 0;
        }
    }
    return 1;
}

int main(int count, char **arguments)
{
    const uint64_t *input = start(count, arguments);
    uint64_t calls = input[0], code_size = input[1], size = input[2];
    char *code = map_code(input + 3, code_size);
    char *memory[ARRAYS];
    for (int i = 0; i < ARRAYS; i++) {
        memory[i] = allocate_guarded(size);
    }
    char *blocks = allocate_guarded(BLOCK);

    const uint64_t *next = input + 3 + words_of(code_size);
    for (current_call = 0; current_call < calls; current_call++) {
        uint64_t state = next[1], block_size = next[2], arguments_size = next[3], array_count = next[4], parts = next[5];
        trampoline_target = (uint64_t)(uintptr_t)(code + next[0]);
        const uint64_t *arrays = next + 6;
        next = arrays + 5 * array_count;
        char *block = blocks + BLOCK - block_size;
        const char *contents[ARRAYS];
        memset(block, RUBBISH, block_size);
        memcpy(block, next, arguments_size);
        next += words_of(arguments_size);
        for (uint64_t i = 0; i < array_count; i++) {
            const uint64_t *array = arrays + 5 * i;
            if (array[3] == i) {
                memset(memory[i] + array[1] - size_before(array[1]), CANARY, size_before(array[1]));
                memset(memory[i] + array[1] + array[2], CANARY, size_after(array[1] + array[2], size));
                contents[i] = (const char *)next;
                memcpy(memory[i] + array[1], next, array[2]);
                next += words_of(array[2]);
            }
            uint64_t address = (uint64_t)(uintptr_t)(memory[array[3]] + arrays[5 * array[3] + 1]);
            memcpy(block + array[0], &address, sizeof address);
        }
        for (uint64_t part = 0; part < parts; part++, next += 2) {
            memcpy(block, &next[1], 8);
            memcpy(block + 8, &next[0], 8);
            set_state(state == 0 ? DEFAULT_STATE : state);
            int64_t reached = ((int64_t (CONVENTION *)(void *))entry)(block);
            set_state(DEFAULT_STATE);
            write_word((uint64_t)reached);
            write_word(find_damage());
            write_all(block, arguments_size);
        }
        uint64_t damage = 0;
        for (uint64_t i = array_count; i-- > 0;) {
            const uint64_t *array = arrays + 5 * i;
            if (array[3] == i
                && !((array[4] || memcmp(memory[i] + array[1], contents[i], array[2]) == 0)
                    && is_canary(memory[i] + array[1] - size_before(array[1]), size_before(array[1]))
                    && is_canary(memory[i] + array[1] + array[2], size_after(array[1] + array[2], size)))) {
                damage = i + 1;
            }
        }
        write_word(damage);
        for (uint64_t i = 0; i < array_count; i++) {
            const uint64_t *array = arrays + 5 * i;
            if (array[3] == i && array[4]) {
                write_all(memory[i] + array[1], array[2]);
                uint64_t zero = 0;
                write_all(&zero, 8 * words_of(array[2]) - array[2]);
            }
        }
    }

    return fclose(results) == 0 ? 0 : 2;
}
