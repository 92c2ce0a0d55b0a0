/* Runs array kernels for arm64 that it reads from standard input, and writes what each call leaves behind to standard output.
   A kernel:  u32 code bytes, u32 calls, code
   A call:    u32 block bytes, u32 spans, u32 1 if spans end at unmapped memory, else they start behind it, u32 control register (FPCR);
              the block; for each span: u32 its offset in the block, u32 bytes, its bytes
   An answer: u64 x0, u64 1 if all registers that a callee saves and the control register were preserved; the block, whose addresses are 0;
              for each span its bytes */
#include "call.h"

enum { page = 4096, most_spans = 64, code_area = 1 << 21 };

struct span { uint32_t offset, bytes; unsigned char *area, *data; size_t mapped; };

static uint64_t control(void)
{
    uint64_t value;
    __asm__ volatile("mrs %0, fpcr" : "=r"(value));
    return value;
}

static void set_control(uint64_t value)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(value) : "memory");
}

static unsigned char *map(size_t bytes)
{
    void *area = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED)
    {
        fprintf(stderr, "no memory\n");
        exit(2);
    }

    return area;
}

/* Whole pages between two that cannot be accessed; the span is at one end of them. */
static void place(struct span *span, uint32_t at_end)
{
    size_t inner = (span->bytes + page - 1) / page * page + (span->bytes == 0 ? page : 0);
    span->mapped = inner + 2 * page;
    span->area = map(span->mapped);
    if (mprotect(span->area, page, PROT_NONE) != 0 || mprotect(span->area + page + inner, page, PROT_NONE) != 0)
    {
        exit(3);
    }

    span->data = span->area + page + (at_end ? inner - span->bytes : 0);
    read_all(span->data, span->bytes);
}

static void run(void *code)
{
    uint32_t header[4];
    struct span spans[most_spans];
    read_all(header, sizeof header);
    unsigned char *block = aligned_alloc(64, (header[0] + 63) / 64 * 64 + 64);
    read_all(block, header[0]);
    memset(block + header[0], 0x55, 64);
    for (uint32_t i = 0; i < header[1]; i++)
    {
        read_all(&spans[i], 8);
        place(&spans[i], header[2]);
        memcpy(block + spans[i].offset, &spans[i].data, 8);
    }

    struct call state = { .integers = { (uint64_t)block } };
    uint64_t before = control();
    set_control(header[3]);
    call(code, &state);
    uint64_t after = control();
    set_control(before);
    uint64_t answer[2] = { state.x0, state.preserved && after == header[3] };
    for (int i = 0; i < 64; i++)
    {
        answer[1] &= block[header[0] + i] == 0x55;
    }

    fwrite(answer, sizeof answer, 1, stdout);
    for (uint32_t i = 0; i < header[1]; i++)
    {
        memset(block + spans[i].offset, 0, 8);
    }

    fwrite(block, 1, header[0], stdout);
    for (uint32_t i = 0; i < header[1]; i++)
    {
        fwrite(spans[i].data, 1, spans[i].bytes, stdout);
        munmap(spans[i].area, spans[i].mapped);
    }

    free(block);
}

int main(void)
{
    uint32_t header[2];
    while (fread(header, sizeof header, 1, stdin) == 1)
    {
        unsigned char *code = map(code_area);
        if (header[0] > code_area)
        {
            return 4;
        }

        read_all(code, header[0]);
        if (mprotect(code, code_area, PROT_READ | PROT_EXEC) != 0)
        {
            return 5;
        }

        __builtin___clear_cache((char *)code, (char *)code + header[0]);
        for (uint32_t i = 0; i < header[1]; i++)
        {
            run(code);
        }

        munmap(code, code_area);
    }

    return 0;
}
