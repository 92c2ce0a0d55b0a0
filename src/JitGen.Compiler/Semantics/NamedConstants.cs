using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Semantics;

/// <summary>The constants that every formula can name: <c>PI</c>, <c>Math.PI</c>, <c>int.MaxValue</c>, <c>double.NaN</c> ...</summary>
internal static class NamedConstants
{
    private static readonly Dictionary<string, ConstantValue> s_constants = Build();

    public static IReadOnlyCollection<string> Names => s_constants.Keys;

    /// <summary>Finds a constant by its name as <see cref="QualifiedNames.Normalize"/> gives it.</summary>
    public static bool TryGet(string name, out ConstantValue constant) => s_constants.TryGetValue(name, out constant);

    private static Dictionary<string, ConstantValue> Build()
    {
        var constants = new Dictionary<string, ConstantValue>();
        for (ElementType type = ElementType.SByte; type <= ElementType.UInt64; type++)
        {
            IntegerRange range = IntegerRange.Of(type);
            ulong mask = Function.Mask(ElementTypes.IrTypeOf(type));
            constants.Add(ElementTypes.Keyword(type) + ".MinValue", new ConstantValue(type, (ulong)range.Min & mask));
            constants.Add(ElementTypes.Keyword(type) + ".MaxValue", new ConstantValue(type, range.Max & mask));
        }

        (string Name, double Value)[] circle = { ("PI", Math.PI), ("E", Math.E), ("Tau", 6.283185307179586) };
        foreach ((string name, double value) in circle)
        {
            string member = name == "PI" ? "Pi" : name;
            constants.Add(name, Double(value));
            constants.Add("Math." + name, Double(value));
            constants.Add("MathF." + name, Single((float)value));
            constants.Add("double." + member, Double(value));
            constants.Add("float." + member, Single((float)value));
        }

        AddFormat(constants, ElementType.Double, BinaryFormat.Double);
        AddFormat(constants, ElementType.Single, BinaryFormat.Single);
        return constants;
    }

    private static void AddFormat(Dictionary<string, ConstantValue> constants, ElementType type, BinaryFormat format)
    {
        string prefix = ElementTypes.Keyword(type) + ".";
        ulong largest = format.Infinity - 1;
        constants.Add(prefix + "MaxValue", new ConstantValue(type, largest));
        constants.Add(prefix + "MinValue", new ConstantValue(type, format.SignBit | largest));
        constants.Add(prefix + "PositiveInfinity", new ConstantValue(type, format.Infinity));
        constants.Add(prefix + "NegativeInfinity", new ConstantValue(type, format.SignBit | format.Infinity));
        constants.Add(prefix + "NegativeZero", new ConstantValue(type, format.SignBit));
        constants.Add(prefix + "NaN", new ConstantValue(type, format.QuietNaN));
        constants.Add(prefix + "Epsilon", new ConstantValue(type, 1));
    }

    private static ConstantValue Double(double value) => new(ElementType.Double, FloatBits.Of(value));

    private static ConstantValue Single(float value) => new(ElementType.Single, FloatBits.Of(value));
}
