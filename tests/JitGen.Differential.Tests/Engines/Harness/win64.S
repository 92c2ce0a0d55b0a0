# The trampoline for the Windows convention of x64: see harness.c. Words of trampoline_before and trampoline_after:
# rbx, rbp, rdi, rsi, r12, r13, r14, r15, then xmm6 to xmm15, two words each, then the control bits of MXCSR.
    .intel_syntax noprefix
    .set STACK_WORDS, 16                # more than any formula has
    .set FRAME, 32 + 8 * STACK_WORDS + 8
    .set CONTROL_BITS, 0xFFC0

    .bss
    .balign 16
    .globl trampoline_target, trampoline_before, trampoline_after
trampoline_target:  .skip 8
    .balign 16
trampoline_before:  .skip 8 * 30
trampoline_after:   .skip 8 * 30
callers:            .skip 8 * 30

    .section .rodata
    .balign 8
    .globl trampoline_count
trampoline_count:   .quad 29

    # Stores, respectively loads, the registers that a function preserves; r11 points to the words.
    .macro store_preserved
    mov [r11], rbx
    mov [r11 + 8], rbp
    mov [r11 + 16], rdi
    mov [r11 + 24], rsi
    mov [r11 + 32], r12
    mov [r11 + 40], r13
    mov [r11 + 48], r14
    mov [r11 + 56], r15
    .irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    movups [r11 + 64 + 16 * (\n - 6)], xmm\n
    .endr
    .endm

    .macro load_preserved
    mov rbx, [r11]
    mov rbp, [r11 + 8]
    mov rdi, [r11 + 16]
    mov rsi, [r11 + 24]
    mov r12, [r11 + 32]
    mov r13, [r11 + 40]
    mov r14, [r11 + 48]
    mov r15, [r11 + 56]
    .irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    movups xmm\n, [r11 + 64 + 16 * (\n - 6)]
    .endr
    .endm

    # The control bits of MXCSR, as a word of the array that r11 points to.
    .macro store_control
    stmxcsr [r11 + 64 + 160]
    and qword ptr [r11 + 64 + 160], CONTROL_BITS
    .endm

    .text
    .globl trampoline
trampoline:
    lea r11, callers[rip]
    store_preserved
    sub rsp, FRAME
    .set slot, 0
    .rept STACK_WORDS
    mov rax, [rsp + FRAME + 8 + 32 + 8 * slot]
    mov [rsp + 32 + 8 * slot], rax
    .set slot, slot + 1
    .endr
    lea r11, trampoline_before[rip]
    store_control
    load_preserved
    mov rax, rbx
    mov r10, rbp
    call trampoline_target[rip]
    lea r11, trampoline_after[rip]
    store_preserved
    store_control
    lea r11, trampoline_before[rip]
    ldmxcsr [r11 + 64 + 160]
    lea r11, callers[rip]
    load_preserved
    add rsp, FRAME
    ret

    .section .note.GNU-stack, "", @progbits
