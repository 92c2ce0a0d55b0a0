using System.Globalization;
using System.Text;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.IR;

/// <summary>
/// A function as text, the same on every host: a line per node in order, then the traps, then the results.
/// <code>
/// (int a, int b)
///   v0: i32 = param a
///   v1: i32 = param b
///   v2: i32 = const 0
///   v3: bool = eq v1, v2
///   v4: i32 = divS v0, v1
///   throw DivideByZero if v3
///   return v4
/// </code>
/// </summary>
internal static class Printer
{
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        PrintParameters(text, function);
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            text.Append("  ").Append(node).Append(": ").Append(IrTypes.Name(function.TypeOf(node))).Append(" = ");
            PrintNode(text, function, node);
            text.Append('\n');
        }

        foreach (Trap trap in function.Traps)
        {
            text.Append("  throw ").Append(trap.Kind);
            if (!trap.Detail1.IsNone)
            {
                text.Append('(').Append(trap.Detail1).Append(", ").Append(trap.Detail2).Append(')');
            }

            text.Append(" if ").Append(trap.Predicate).Append('\n');
        }

        foreach (Result result in function.Results)
        {
            text.Append("  ").Append(result.Name is null ? "return" : result.Name + " =").Append(' ').Append(result.Value).Append('\n');
        }

        foreach (Reduction reduction in function.Reductions)
        {
            text.Append("  ").Append(reduction.Kind).Append(' ').Append(ElementTypes.Keyword(reduction.Type)).Append(' ').Append(reduction.Value).Append('\n');
        }

        if (function.Finish is { } finish)
        {
            text.Append("finish ").Append(Print(finish));
        }

        return text.ToString();
    }

    /// <summary>A constant as a number: integers signed, floating-point numbers by the shortest digits that identify them.</summary>
    public static string Constant(IrType type, ulong bits) => type switch
    {
        _ when IrTypes.IsMask(type) => bits != 0 ? "true" : "false",
        _ when IrTypes.IsFloating(type) => FloatFormatter.Format(BinaryFormat.Of(type), bits),
        _ => ((long)(bits << (64 - Function.Width(type))) >> (64 - Function.Width(type))).ToString(CultureInfo.InvariantCulture),
    };

    private static void PrintParameters(StringBuilder text, Function function)
    {
        text.Append('(');
        for (int index = 0; index < function.Parameters.Count; index++)
        {
            Parameter parameter = function.Parameters[index];
            text.Append(index == 0 ? "" : ", ");
            string keyword = ElementTypes.Keyword(parameter.Type);
            text.Append(parameter.Kind == ParameterKind.Value
                ? keyword
                : $"{parameter.Kind}<{keyword}>").Append(' ').Append(parameter.Name);
        }

        text.Append(")\n");
    }

    private static void PrintNode(StringBuilder text, Function function, Value node)
    {
        Opcode opcode = function.OpcodeOf(node);
        ulong bits = function.BitsOf(node);
        text.Append(OpcodeTable.Name(opcode));
        switch (opcode)
        {
            case Opcode.Constant:
                text.Append(' ').Append(Constant(function.TypeOf(node), bits));
                break;
            case Opcode.Parameter:
                text.Append(' ').Append(function.Parameters[(int)bits].Name);
                break;
            case Opcode.Element:
                int offset = function.OffsetOf(node);
                text.Append(' ').Append(function.Parameters[function.SpanOf(node)].Name);
                text.Append(offset == 0 ? "" : offset < 0 ? $"[i - {-(long)offset}]" : $"[i + {offset}]");
                break;
            case Opcode.Reduced:
                text.Append(' ').Append(bits);
                break;
            case Opcode.Apply or Opcode.Apply2 when function.IsConstant(function.Operand(node, 0)):
                text.Append(' ').Append(MathFunctions.Of(function, node).Name).Append(' ').Append(function.Operand(node, 1));
                text.Append(opcode == Opcode.Apply ? "" : ", " + function.Operand(node, 2));
                break;
            default:
                for (int index = 0; index < OpcodeTable.Arity(opcode); index++)
                {
                    text.Append(index == 0 ? " " : ", ").Append(function.Operand(node, index));
                }

                break;
        }
    }
}
