using System;
using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Engines;

/// <summary>Values of types that are known only at run time, as bits.</summary>
internal static class FormulaValues
{
    /// <summary>The type of the language that a .NET type is; Void for none.</summary>
    public static FormulaType TypeOf<T>() =>
        Type.GetTypeCode(typeof(T)) switch
        {
            _ when typeof(T).IsEnum => FormulaType.Void,
            TypeCode.Boolean => FormulaType.Boolean,
            TypeCode.SByte => FormulaType.SByte,
            TypeCode.Byte => FormulaType.Byte,
            TypeCode.Int16 => FormulaType.Int16,
            TypeCode.UInt16 => FormulaType.UInt16,
            TypeCode.Int32 => FormulaType.Int32,
            TypeCode.UInt32 => FormulaType.UInt32,
            TypeCode.Int64 => FormulaType.Int64,
            TypeCode.UInt64 => FormulaType.UInt64,
            TypeCode.Single => FormulaType.Single,
            TypeCode.Double => FormulaType.Double,
            _ => FormulaType.Void,
        };

    /// <summary>The bits of a number in a type, small integers widened by their sign: a cast as C# has it; of bool, whether it is not 0.</summary>
    public static ulong ToBits(double value, FormulaType type) => type switch
    {
        FormulaType.Double => BitConverter.DoubleToUInt64Bits(value),
        FormulaType.Single => BitConverter.SingleToUInt32Bits((float)value),
        FormulaType.Boolean => value != 0 ? 1UL : 0UL,
        FormulaType.UInt32 => CompilerServices.ManagedMath.ToUInt32(value),
        FormulaType.UInt64 => CompilerServices.ManagedMath.ToUInt64(value),
        FormulaType.Int64 => (ulong)CompilerServices.ManagedMath.ToInt64(value),
        _ => Interpreter.Widen((ulong)CompilerServices.ManagedMath.ToInt32(value), (ElementType)type),
    };

    /// <summary>The number of these bits, rounded to a double.</summary>
    public static double ToDouble(ulong bits, FormulaType type) => type switch
    {
        FormulaType.Double => BitConverter.UInt64BitsToDouble(bits),
        FormulaType.Single => BitConverter.UInt32BitsToSingle((uint)bits),
        FormulaType.UInt32 => (uint)bits,
        FormulaType.UInt64 => CompilerServices.ManagedMath.ToDouble(bits),
        FormulaType.Int64 => (long)bits,
        _ => (int)bits,
    };
}
