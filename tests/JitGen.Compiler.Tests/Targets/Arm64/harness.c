/* Runs machine code for arm64 that it reads from standard input, and writes what each call returns to standard output.
   A method:  u32 code bytes, u32 calls, u32 words of the argument block, u32 integer register of the bail-out pointer (8: none), code
   A call:    8 integer registers, 8 floating-point registers, the argument block, u64 each; with a block x0 is its address
   An answer: x0, d0, the bail-out flag, and 1 if sp, x18 to x28 and d8 to d15 were preserved, u64 each */
#include "call.h"

int main(void)
{
    enum { area = 1 << 21 };
    uint32_t header[4];
    while (fread(header, sizeof header, 1, stdin) == 1)
    {
        unsigned char *code = mmap(0, area, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (code == MAP_FAILED || header[0] > area)
        {
            return 2;
        }

        read_all(code, header[0]);
        if (mprotect(code, area, PROT_READ | PROT_EXEC) != 0)
        {
            return 3;
        }

        __builtin___clear_cache((char *)code, (char *)code + header[0]);
        uint64_t *block = calloc(header[2] + 1, 8);
        for (uint32_t i = 0; i < header[1]; i++)
        {
            struct call state;
            int32_t flag[3] = { 0x55555555, 0, 0x55555555 };
            read_all(&state, sizeof state.integers + sizeof state.floats);
            read_all(block, 8 * header[2]);
            if (header[2] > 0)
            {
                state.integers[0] = (uint64_t)block;
            }

            if (header[3] < 8)
            {
                state.integers[header[3]] = (uint64_t)&flag[1];
            }

            call(code, &state);
            uint64_t answer[4] = { state.x0, state.d0, (uint32_t)flag[1], state.preserved };
            answer[3] &= flag[0] == 0x55555555 && flag[2] == 0x55555555;
            fwrite(answer, sizeof answer, 1, stdout);
        }

        free(block);
        munmap(code, area);
    }

    return 0;
}
