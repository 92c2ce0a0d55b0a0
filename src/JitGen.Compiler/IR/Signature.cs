namespace JitGen.Compiler.IR;

/// <summary>
/// The types that an opcode accepts, written as one letter per operand, a colon, and the letter of the result:
/// <list type="table">
/// <item><term>i</term><description>an integer, I32 or I64 before lane lowering; the same wherever the letter occurs</description></item>
/// <item><term>f</term><description>F32 or F64; the same wherever the letter occurs</description></item>
/// <item><term>n</term><description>a condition or an integer; the same wherever the letter occurs</description></item>
/// <item><term>l m</term><description>any integer, any condition; each occurrence on its own</description></item>
/// <item><term>t</term><description>any type; the same wherever the letter occurs</description></item>
/// <item><term>r</term><description>any but Bool; as a result: the type of that width in the other register file</description></item>
/// <item><term>b</term><description>a condition: Bool, or a vector mask after lane lowering</description></item>
/// <item><term>w q s d</term><description>exactly I32, I64, F32, F64</description></item>
/// </list>
/// </summary>
internal static class Signature
{
    /// <summary>The number of operands.</summary>
    public static int Arity(string signature) => signature.Length - 2;

    /// <summary>Whether operands of these types (those beyond the arity are ignored) give a result of type <paramref name="to"/>.</summary>
    public static bool Accepts(string signature, IrType to, IrType a, IrType b, IrType c)
    {
        int arity = Arity(signature);
        char result = signature[signature.Length - 1];
        IrType? variable = null;
        for (int index = 0; index < arity; index++)
        {
            IrType type = index == 0 ? a : index == 1 ? b : c;
            if (!Matches(signature[index], type))
            {
                return false;
            }

            // A signature has one type variable at most, apart from conversions between i and f, whose result is free.
            if (IsVariable(signature[index]))
            {
                if (variable is { } bound && bound != type)
                {
                    return false;
                }

                variable = type;
            }
        }

        if (result == 'r')
        {
            return variable is { } from && to == OtherRegisterFile(from);
        }

        bool tied = arity > 0 && signature.IndexOf(result) < arity && IsVariable(result);
        return tied ? variable == to : Matches(result, to);
    }

    private static bool IsVariable(char letter) => letter is 'i' or 'f' or 'n' or 't' or 'r';

    private static bool Matches(char letter, IrType type) => letter switch
    {
        'i' or 'l' => IrTypes.IsInteger(type),
        'f' => IrTypes.IsFloating(type),
        'n' => !IrTypes.IsFloating(type),
        'r' => !IrTypes.IsMask(type),
        't' => true,
        'b' or 'm' => IrTypes.IsMask(type),
        'w' => type == IrType.I32,
        'q' => type == IrType.I64,
        's' => type == IrType.F32,
        _ => type == IrType.F64,
    };

    private static IrType OtherRegisterFile(IrType type) => type switch
    {
        IrType.I32 => IrType.F32,
        IrType.I64 => IrType.F64,
        IrType.F32 => IrType.I32,
        _ => IrType.I64,
    };
}
