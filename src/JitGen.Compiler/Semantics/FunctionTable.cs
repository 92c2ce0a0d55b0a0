using System;
using System.Collections.Generic;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>A signature of a built-in function.</summary>
internal sealed class FunctionOverload(ElementType[] parameters, ElementType result, ElementType computedIn, Intrinsic emit)
    : Overload(parameters, result)
{
    /// <summary>The type in which <see cref="Emit"/> computes: that of the first parameter or, for sqrt of an int, double.</summary>
    public ElementType ComputedIn { get; } = computedIn;

    public Intrinsic Emit { get; } = emit;
}

/// <summary>
/// The functions, a row each: name, signature, the types that T stands for, an overload per type, and what is computed.
/// Lower-case names are generic over the type; the others have exactly the overloads of that class in .NET, those included that
/// no formula can call but which make a call ambiguous.
/// </summary>
internal static class FunctionTable
{
    private const string Numbers = "sbyte byte short ushort int uint long ulong float double decimal";
    private const string Integers = "int uint long ulong";
    private const string Floats = "float double";

    private static readonly Dictionary<string, List<FunctionOverload>> s_functions = new();

    static FunctionTable()
    {
        Row("abs", "T -> T", Numbers, Intrinsics.Abs);
        Row("min", "T T -> T", Numbers, Intrinsics.Min);
        Row("max", "T T -> T", Numbers, Intrinsics.Max);
        Row("clamp", "T T T -> T", Numbers, Intrinsics.Clamp);
        Row("sign", "T -> int", Numbers, Intrinsics.Sign);
        RowOfFloats("copysign", "T T", Intrinsics.CopySign);
        RowOfFloats("sqrt", "T", Intrinsics.Sqrt);
        RowOfFloats("fma", "T T T", Intrinsics.FusedMultiplyAdd);
        RowOfFloats("floor", "T", Intrinsics.Floor);
        RowOfFloats("ceiling", "T", Intrinsics.Ceiling);
        RowOfFloats("round", "T", Intrinsics.Round);
        RowOfFloats("truncate", "T", Intrinsics.Truncate);
        Row("isNaN", "T -> bool", Floats, Intrinsics.IsNaN);
        Row("isFinite", "T -> bool", Floats, Intrinsics.IsFinite);
        Row("popcount", "T -> int", Integers, Intrinsics.PopCount);
        Row("leadingZeroCount", "T -> int", Integers, Intrinsics.LeadingZeroCount);
        Row("trailingZeroCount", "T -> int", Integers, Intrinsics.TrailingZeroCount);
        Row("rotateLeft", "T int -> T", Integers, Intrinsics.RotateLeft);
        Row("rotateRight", "T int -> T", Integers, Intrinsics.RotateRight);
        Row("multiplyHigh", "T T -> T", Integers, Intrinsics.MultiplyHigh);

        RowsOfFunction("exp", "Exp", MathFunctions.Exp);
        RowsOfFunction("sin", "Sin", MathFunctions.Sin);
        RowsOfFunction("cos", "Cos", MathFunctions.Cos);
        RowsOfFunction("tan", "Tan", MathFunctions.Tan);
        RowsOfFunction("exp2", "Exp2", MathFunctions.Exp2, isInMath: false);
        RowsOfFunction("exp10", "Exp10", MathFunctions.Exp10, isInMath: false);
        RowsOfFunction("expm1", "ExpM1", MathFunctions.ExpM1, isInMath: false);
        RowsOfFunction("log", "Log", MathFunctions.Log);
        RowsOfFunction("log2", "Log2", MathFunctions.Log2);
        RowsOfFunction("log10", "Log10", MathFunctions.Log10);
        RowsOfFunction("log1p", "LogP1", MathFunctions.LogP1, isInMath: false);
        RowsOfFunction("sinh", "Sinh", MathFunctions.Sinh);
        RowsOfFunction("cosh", "Cosh", MathFunctions.Cosh);
        RowsOfFunction("tanh", "Tanh", MathFunctions.Tanh);
        RowsOfFunction("asinh", "Asinh", MathFunctions.Asinh);
        RowsOfFunction("acosh", "Acosh", MathFunctions.Acosh);
        RowsOfFunction("atanh", "Atanh", MathFunctions.Atanh);
        RowsOfFunction("sigmoid", null, MathFunctions.Sigmoid);
        RowsOfFunction("erf", null, MathFunctions.Erf);
        RowsOfFunction("pow", "Pow", MathFunctions.Pow, emit: Intrinsics.Power);
        RowsOfFunction("cbrt", "Cbrt", MathFunctions.Cbrt);
        RowsOfFunction("hypot", "Hypot", MathFunctions.Hypot, isInMath: false);
        RowsOfFunction("sinPi", "SinPi", MathFunctions.SinPi, isInMath: false);
        RowsOfFunction("cosPi", "CosPi", MathFunctions.CosPi, isInMath: false);
        RowsOfFunction("atan", "Atan", MathFunctions.Atan);
        RowsOfFunction("atan2", "Atan2", MathFunctions.Atan2);
        RowsOfFunction("asin", "Asin", MathFunctions.Asin);
        RowsOfFunction("acos", "Acos", MathFunctions.Acos);

        Row("Math.Abs", "T -> T", "sbyte short int long nint float double decimal", Intrinsics.Abs);
        Row("Math.Min", "T T -> T", Numbers + " nint nuint", Intrinsics.Min);
        Row("Math.Max", "T T -> T", Numbers + " nint nuint", Intrinsics.Max);
        Row("Math.Clamp", "T T T -> T", Numbers + " nint nuint", Intrinsics.Clamp);
        Row("Math.Sign", "T -> int", "sbyte short int long nint float double decimal", Intrinsics.Sign);
        Row("Math.CopySign", "T T -> T", "double", Intrinsics.CopySign);
        Row("Math.Sqrt", "T -> T", "double", Intrinsics.Sqrt);
        Row("Math.FusedMultiplyAdd", "T T T -> T", "double", Intrinsics.FusedMultiplyAdd);
        Row("Math.Floor", "T -> T", "double decimal", Intrinsics.Floor);
        Row("Math.Ceiling", "T -> T", "double decimal", Intrinsics.Ceiling);
        Row("Math.Round", "T -> T", "double decimal", Intrinsics.Round);
        Row("Math.Truncate", "T -> T", "double decimal", Intrinsics.Truncate);

        Row("MathF.Abs", "T -> T", "float", Intrinsics.Abs);
        Row("MathF.Min", "T T -> T", "float", Intrinsics.Min);
        Row("MathF.Max", "T T -> T", "float", Intrinsics.Max);
        Row("MathF.Sign", "T -> int", "float", Intrinsics.Sign);
        Row("MathF.CopySign", "T T -> T", "float", Intrinsics.CopySign);
        Row("MathF.Sqrt", "T -> T", "float", Intrinsics.Sqrt);
        Row("MathF.FusedMultiplyAdd", "T T T -> T", "float", Intrinsics.FusedMultiplyAdd);
        Row("MathF.Floor", "T -> T", "float", Intrinsics.Floor);
        Row("MathF.Ceiling", "T -> T", "float", Intrinsics.Ceiling);
        Row("MathF.Round", "T -> T", "float", Intrinsics.Round);
        Row("MathF.Truncate", "T -> T", "float", Intrinsics.Truncate);

        Row("BitOperations.PopCount", "T -> int", "uint ulong nuint", Intrinsics.PopCount);
        Row("BitOperations.LeadingZeroCount", "T -> int", "uint ulong nuint", Intrinsics.LeadingZeroCount);
        Row("BitOperations.TrailingZeroCount", "T -> int", Integers + " nint nuint", Intrinsics.TrailingZeroCount);
        Row("BitOperations.RotateLeft", "T int -> T", "uint ulong nuint", Intrinsics.RotateLeft);
        Row("BitOperations.RotateRight", "T int -> T", "uint ulong nuint", Intrinsics.RotateRight);

        // Static members of the types themselves: int.Max, double.IsNaN ...
        RowPerType("Abs", "T -> T", "sbyte short int long float double", Intrinsics.Abs);
        RowPerType("Min", "T T -> T", "sbyte byte short ushort int uint long ulong float double", Intrinsics.Min);
        RowPerType("Max", "T T -> T", "sbyte byte short ushort int uint long ulong float double", Intrinsics.Max);
        RowPerType("Clamp", "T T T -> T", "sbyte byte short ushort int uint long ulong", Intrinsics.Clamp); // float.Clamp changed with .NET 10.
        RowPerType("Sign", "T -> int", "sbyte byte short ushort int uint long ulong float double", Intrinsics.Sign);
        RowPerType("RotateLeft", "T int -> T", Integers, Intrinsics.RotateLeft);
        RowPerType("RotateRight", "T int -> T", Integers, Intrinsics.RotateRight);
        RowPerType("CopySign", "T T -> T", Floats, Intrinsics.CopySign);
        RowPerType("Sqrt", "T -> T", Floats, Intrinsics.Sqrt);
        RowPerType("FusedMultiplyAdd", "T T T -> T", Floats, Intrinsics.FusedMultiplyAdd);
        RowPerType("Floor", "T -> T", Floats, Intrinsics.Floor);
        RowPerType("Ceiling", "T -> T", Floats, Intrinsics.Ceiling);
        RowPerType("Round", "T -> T", Floats, Intrinsics.Round);
        RowPerType("Truncate", "T -> T", Floats, Intrinsics.Truncate);
        RowPerType("IsNaN", "T -> bool", Floats, Intrinsics.IsNaN);
        RowPerType("IsFinite", "T -> bool", Floats, Intrinsics.IsFinite);
    }

    public static IReadOnlyCollection<string> Names => s_functions.Keys;

    /// <summary>The overloads of a function, by its name as <see cref="QualifiedNames.Normalize"/> gives it; null if there is none.</summary>
    public static IReadOnlyList<FunctionOverload>? Find(string name) =>
        s_functions.TryGetValue(name, out List<FunctionOverload>? overloads) ? overloads : null;

    /// <summary>A function of floating-point numbers: float gives float; double, and every integer, gives double.</summary>
    private static void RowOfFloats(string name, string parameters, Intrinsic emit)
    {
        Row(name, parameters + " -> T", Floats, emit);
        Row(name, parameters + " -> double", Integers, emit);
    }

    /// <summary>
    /// A mathematical function under the name of the language and, if .NET has it, as a member of its types and, unless it is only
    /// there, of its classes.
    /// </summary>
    private static void RowsOfFunction(
        string name, string? member, MathFunction function, bool isInMath = true, Intrinsic? emit = null)
    {
        emit ??= Intrinsics.Function(function);
        string parameters = function.Arity == 1 ? "T" : "T T";
        RowOfFloats(name, parameters, emit);
        if (member is not null && isInMath)
        {
            Row("Math." + member, parameters + " -> T", "double", emit);
            Row("MathF." + member, parameters + " -> T", "float", emit);
        }

        if (member is not null)
        {
            RowPerType(member, parameters + " -> T", Floats, emit);
        }
    }

    private static void RowPerType(string member, string signature, string types, Intrinsic emit)
    {
        foreach (string type in types.Split(' '))
        {
            Row(type + "." + member, signature, type, emit);
        }
    }

    private static void Row(string name, string signature, string types, Intrinsic emit)
    {
        if (!s_functions.TryGetValue(name, out List<FunctionOverload>? overloads))
        {
            s_functions.Add(name, overloads = new List<FunctionOverload>());
        }

        string[] words = signature.Split(' ');
        string[] parameters = new string[words.Length - 2];
        Array.Copy(words, parameters, parameters.Length);
        foreach (ElementType type in OverloadTypes.ParseList(types))
        {
            ElementType result = Resolve(words[words.Length - 1], type);
            bool widens = result == ElementType.Double && type < ElementType.Single;
            overloads.Add(new FunctionOverload(
                Array.ConvertAll(parameters, word => Resolve(word, type)), result, widens ? result : type, emit));
        }
    }

    private static ElementType Resolve(string word, ElementType type) => word == "T" ? type : OverloadTypes.Parse(word);
}
