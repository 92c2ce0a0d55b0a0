/* Calls machine code with all argument registers, and sees whether it keeps the registers that it has to. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct call { uint64_t integers[8], floats[8], x0, d0, preserved; };

void call(void *code, struct call *call);

__asm__(
    ".text\n.globl call\ncall:\n"
    "stp x29, x30, [sp, #-192]!\nmov x29, sp\n"
    "stp x18, x19, [sp, #16]\nstp x20, x21, [sp, #32]\nstp x22, x23, [sp, #48]\nstp x24, x25, [sp, #64]\n"
    "stp x26, x27, [sp, #80]\nstp x28, x1, [sp, #96]\n"
    "stp d8, d9, [sp, #112]\nstp d10, d11, [sp, #128]\nstp d12, d13, [sp, #144]\nstp d14, d15, [sp, #160]\n"
    "mov x16, x0\n"
    "mov x18, #118\nmov x19, #119\nmov x20, #120\nmov x21, #121\nmov x22, #122\nmov x23, #123\nmov x24, #124\n"
    "mov x25, #125\nmov x26, #126\nmov x27, #127\nmov x28, #128\n"
    "fmov d8, x18\nfmov d9, x19\nfmov d10, x20\nfmov d11, x21\nfmov d12, x22\nfmov d13, x23\nfmov d14, x24\nfmov d15, x25\n"
    "ldp d0, d1, [x1, #64]\nldp d2, d3, [x1, #80]\nldp d4, d5, [x1, #96]\nldp d6, d7, [x1, #112]\n"
    "ldp x2, x3, [x1, #16]\nldp x4, x5, [x1, #32]\nldp x6, x7, [x1, #48]\nldp x0, x1, [x1]\n"
    "blr x16\n"
    "ldr x1, [x29, #104]\nstr x0, [x1, #128]\nstr d0, [x1, #136]\n"
    "mov x2, sp\nsub x2, x2, x29\n"
    "sub x3, x18, #118\norr x2, x2, x3\nsub x3, x19, #119\norr x2, x2, x3\nsub x3, x20, #120\norr x2, x2, x3\n"
    "sub x3, x21, #121\norr x2, x2, x3\nsub x3, x22, #122\norr x2, x2, x3\nsub x3, x23, #123\norr x2, x2, x3\n"
    "sub x3, x24, #124\norr x2, x2, x3\nsub x3, x25, #125\norr x2, x2, x3\nsub x3, x26, #126\norr x2, x2, x3\n"
    "sub x3, x27, #127\norr x2, x2, x3\nsub x3, x28, #128\norr x2, x2, x3\n"
    "fmov x4, d8\nsub x3, x4, #118\norr x2, x2, x3\nfmov x4, d9\nsub x3, x4, #119\norr x2, x2, x3\n"
    "fmov x4, d10\nsub x3, x4, #120\norr x2, x2, x3\nfmov x4, d11\nsub x3, x4, #121\norr x2, x2, x3\n"
    "fmov x4, d12\nsub x3, x4, #122\norr x2, x2, x3\nfmov x4, d13\nsub x3, x4, #123\norr x2, x2, x3\n"
    "fmov x4, d14\nsub x3, x4, #124\norr x2, x2, x3\nfmov x4, d15\nsub x3, x4, #125\norr x2, x2, x3\n"
    "cmp x2, #0\ncset x2, eq\nstr x2, [x1, #144]\n"
    "mov sp, x29\n"
    "ldp x18, x19, [sp, #16]\nldp x20, x21, [sp, #32]\nldp x22, x23, [sp, #48]\nldp x24, x25, [sp, #64]\n"
    "ldp x26, x27, [sp, #80]\nldr x28, [sp, #96]\n"
    "ldp d8, d9, [sp, #112]\nldp d10, d11, [sp, #128]\nldp d12, d13, [sp, #144]\nldp d14, d15, [sp, #160]\n"
    "ldp x29, x30, [sp], #192\nret\n");

static void read_all(void *to, size_t size)
{
    if (fread(to, 1, size, stdin) != size)
    {
        fprintf(stderr, "the input ends early\n");
        exit(1);
    }
}
