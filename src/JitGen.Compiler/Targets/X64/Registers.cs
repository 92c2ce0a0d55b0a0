using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The registers and their assembler names.</summary>
internal static class Registers
{
    private static readonly string[] s_names8 =
        { "al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b" };

    private static readonly string[] s_names16 =
        { "ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w" };

    private static readonly string[] s_names32 =
        { "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d" };

    private static readonly string[] s_names64 =
        { "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15" };

    public static Register Rax => Register.Integer(0);

    public static Register Rcx => Register.Integer(1);

    public static Register Rdx => Register.Integer(2);

    public static Register Rbx => Register.Integer(3);

    /// <summary>The stack pointer, never allocated.</summary>
    public static Register Rsp => Register.Integer(4);

    public static Register Rbp => Register.Integer(5);

    public static Register Rsi => Register.Integer(6);

    public static Register Rdi => Register.Integer(7);

    /// <summary>An integer register by hardware number: r8 is 8.</summary>
    public static Register R(int hardwareNumber) => Register.Integer(hardwareNumber);

    public static Register Xmm(int hardwareNumber) => Register.Floating(hardwareNumber);

    /// <summary>A mask register; as the mask of an instruction k0 means that there is none.</summary>
    public static Register K(int hardwareNumber) => Register.Mask(hardwareNumber);

    /// <summary>The name of a physical register as an operand of <paramref name="size"/> bytes; a virtual one is shown by number.</summary>
    public static string Name(Register register, int size)
    {
        if (!register.IsPhysical)
        {
            return register.ToString();
        }

        int number = register.HardwareNumber;
        if (register.PhysicalClass != RegisterClass.Integer)
        {
            string file = register.PhysicalClass == RegisterClass.Mask ? "k" : size <= 16 ? "xmm" : size == 32 ? "ymm" : "zmm";
            return file + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return size switch
        {
            1 => s_names8[number],
            2 => s_names16[number],
            4 => s_names32[number],
            _ => s_names64[number],
        };
    }

    /// <summary>The register of a 64-bit or xmm name, or of <c>cl</c>; none if there is no such register.</summary>
    public static Register Parse(string name)
    {
        if (name == "cl")
        {
            return Rcx;
        }

        int number = System.Array.IndexOf(s_names64, name);
        return number >= 0 ? Register.Integer(number)
            : name.StartsWith("xmm", System.StringComparison.Ordinal)
                ? Xmm(int.Parse(name.Substring(3), System.Globalization.CultureInfo.InvariantCulture))
            : Register.None;
    }
}
