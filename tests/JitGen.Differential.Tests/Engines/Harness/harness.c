/*
 * Calls compiled formulas as a C compiler calls functions of their convention, and checks what they must preserve.
 *
 *     harness <input> <output>
 *
 * Input, in 64-bit words: number of cases, bytes of code; the code, padded to words; then per case the number of its
 * adapter, the offset of its code, the words of a row, the number of rows, and the rows.
 * Output: three words per row: the result, the bail-out flag, and 0 or 1 + the index of the first register that changed.
 *
 * The adapters, one per signature, are generated: see CAdapters. Each calls `trampoline` as a function of its signature.
 */
#include "program.h"

typedef void adapter(const uint64_t *arguments, uint64_t *result, uint32_t *flag);

extern adapter *const adapters[];

enum { UNTOUCHED = 0x5A5A5A5A };

static uint64_t current_case, current_row;

static void describe_place(char *text, size_t size)
{
    snprintf(text, size, "case %llu, row %llu", (unsigned long long)current_case, (unsigned long long)current_row);
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
    const uint64_t *input = start(count, arguments);
    uint64_t cases = input[0];
    size_t size = (size_t)input[1];
    char *code = map_code(input + 2, size);
    const uint64_t *next = input + 2 + (size + 7) / 8;

    for (current_case = 0; current_case < cases; current_case++) {
        adapter *adapter = adapters[next[0]];
        trampoline_target = (uint64_t)(uintptr_t)(code + next[1]);
        uint64_t words = next[2], rows = next[3];
        next += 4;
        for (current_row = 0; current_row < rows; current_row++, next += words) {
            uint64_t output[3];
            call(adapter, next, output);
            write_all(output, sizeof output);
        }
    }

    return fclose(results) == 0 ? 0 : 2;
}
