using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The registers with a role of their own, and the names of all.</summary>
internal static class Registers
{
    /// <summary>The hardware number that is the zero register or the stack pointer, as the operand says.</summary>
    public const int ZeroOrStackPointer = 31;

    /// <summary>The stack pointer; number 31 where an operand is not the zero register.</summary>
    public static Register StackPointer => Register.Integer(ZeroOrStackPointer);

    /// <summary>x16, never allocated: what the emitter itself needs.</summary>
    public static Register Scratch => Register.Integer(16);

    /// <summary>x17, never allocated: the emitter's second.</summary>
    public static Register Scratch2 => Register.Integer(17);

    /// <summary>The zero register as an operand that is read: it is an immediate, so register allocation leaves it alone.</summary>
    public static Operand Zero => Operand.Immediate(0);

    /// <summary>The assembler name of a register as an operand of <paramref name="size"/> bytes.</summary>
    public static string Name(Register register, int size) =>
        register.PhysicalClass == RegisterClass.Floating
            ? Name(FloatingPrefix(size), register.HardwareNumber)
            : Name(size == 8 ? 'x' : 'w', register.HardwareNumber);

    /// <summary>The name of the register of a view: b, h, s, d, q, v, w (31 is wzr) or x (31 is xzr).</summary>
    public static string Name(char view, int hardwareNumber) =>
        hardwareNumber == ZeroOrStackPointer && (view is 'w' or 'x')
            ? view + "zr"
            : view + hardwareNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static char FloatingPrefix(int size) => size switch
    {
        1 => 'b',
        2 => 'h',
        4 => 's',
        8 => 'd',
        _ => 'q',
    };
}
