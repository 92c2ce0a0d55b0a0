// The trampoline for the arm64 procedure call standard: see harness.c. Words of trampoline_before and trampoline_after:
// x18 to x29, d8 to d15, the stack pointer, FPCR. (x18 belongs to the platform on some systems: code leaves it alone.)
// No formula has arguments on the stack.
    .bss
    .balign 16
    .globl trampoline_target, trampoline_before, trampoline_after
trampoline_target:  .skip 8
    .balign 16
trampoline_before:  .skip 8 * 24
trampoline_after:   .skip 8 * 24
callers:            .skip 8 * 24

    .section .rodata
    .balign 8
    .globl trampoline_count
trampoline_count:   .quad 22

    .macro address register, symbol
    adrp \register, \symbol
    add \register, \register, :lo12:\symbol
    .endm

    // Stores, respectively loads, the registers that a function preserves; x16 points to the words.
    .macro store_preserved
    stp x18, x19, [x16]
    stp x20, x21, [x16, 16]
    stp x22, x23, [x16, 32]
    stp x24, x25, [x16, 48]
    stp x26, x27, [x16, 64]
    stp x28, x29, [x16, 80]
    stp d8, d9, [x16, 96]
    stp d10, d11, [x16, 112]
    stp d12, d13, [x16, 128]
    stp d14, d15, [x16, 144]
    .endm

    .macro load_preserved
    ldp x18, x19, [x16]
    ldp x20, x21, [x16, 16]
    ldp x22, x23, [x16, 32]
    ldp x24, x25, [x16, 48]
    ldp x26, x27, [x16, 64]
    ldp x28, x29, [x16, 80]
    ldp d8, d9, [x16, 96]
    ldp d10, d11, [x16, 112]
    ldp d12, d13, [x16, 128]
    ldp d14, d15, [x16, 144]
    .endm

    // The stack pointer and FPCR, which no trampoline can choose.
    .macro store_control
    mov x17, sp
    str x17, [x16, 160]
    mrs x17, fpcr
    str x17, [x16, 168]
    .endm

    .text
    .globl trampoline
trampoline:
    address x16, callers
    store_preserved
    str x30, [x16, 176]
    address x16, trampoline_before
    store_control
    load_preserved
    address x16, trampoline_target
    ldr x16, [x16]
    mov x9, x19
    mov x10, x20
    mov x17, x21
    blr x16
    address x16, trampoline_after
    store_preserved
    store_control
    address x16, trampoline_before
    ldr x17, [x16, 168]
    msr fpcr, x17
    address x16, callers
    load_preserved
    ldr x30, [x16, 176]
    ret

    .section .note.GNU-stack, "", %progbits
