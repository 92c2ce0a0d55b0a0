using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>
/// Reads a kernel that stores one value of lanes: <c>(add:i16 x y)</c> is a node of an opcode by its printed name and its type, <c>x:i8</c>,
/// <c>y:i8</c> and <c>z:i8</c> are elements, <c>p:i8</c> is a value parameter, <c>-1:i8</c> is a constant.
/// </summary>
internal sealed partial class LaneText
{
    private static readonly ElementType[] s_elementTypes =
        [ElementType.SByte, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Single, ElementType.Double];

    private static readonly string[] s_names = ["x", "y", "z", "p", "r"];

    private readonly Queue<string> _tokens;
    private readonly Function _function = new([.. s_names.SelectMany(name => s_elementTypes.Select(type => new Parameter(name, type, KindOf(name)))) ])
    {
        Shape = KernelShape.Map,
    };

    private LaneText(string text) => _tokens = new Queue<string>(Token().Matches(text).Select(match => match.Value));

    /// <summary>The kernel of a text.</summary>
    public static VectorFunction Parse(string text)
    {
        var parser = new LaneText(text);
        Value value = parser.ParseValue();
        Function function = parser._function;
        int span = parser.Parameter("r", function.TypeOf(value));
        var kernel = new VectorFunction(function);
        kernel.Stores.Add(new LaneStore(span, function.Parameters[span].Type, value));
        return kernel;
    }

    private static ParameterKind KindOf(string name) =>
        name == "r" ? ParameterKind.Span : name == "p" ? ParameterKind.Value : ParameterKind.ReadOnlySpan;

    private Value ParseValue()
    {
        bool isNode = _tokens.Peek() == "(";
        if (isNode)
        {
            _tokens.Dequeue();
        }

        string[] parts = _tokens.Dequeue().Split(':');
        IrType type = Enum.GetValues<IrType>().Single(t => IrTypes.Name(t) == parts[1]);
        if (!isNode)
        {
            return Leaf(parts[0], type);
        }

        Opcode opcode = Enumerable.Range(0, OpcodeTable.Count).Select(OpcodeTable.OpcodeAt).Single(o => OpcodeTable.Name(o) == parts[0]);
        var operands = new Value[3];
        int count = 0;
        while (_tokens.Peek() != ")")
        {
            operands[count++] = ParseValue();
        }

        _tokens.Dequeue();
        Assert.Equal(OpcodeTable.Arity(opcode), count);
        return _function.Node(opcode, type, operands[0], operands[1], operands[2]);
    }

    private Value Leaf(string name, IrType type) => name switch
    {
        "x" or "y" or "z" => _function.Element(Parameter(name, type), 0, type),
        "p" => _function.Parameter(Parameter(name, type), type),
        _ when type == IrType.F32 => _function.Constant(type, BitConverter.SingleToUInt32Bits(float.Parse(name))),
        _ when type == IrType.F64 => _function.Constant(type, BitConverter.DoubleToUInt64Bits(double.Parse(name))),
        _ => _function.Constant(type, (ulong)long.Parse(name)),
    };

    private int Parameter(string name, IrType type) => Enumerable.Range(0, _function.Parameters.Count).Single(
        i => _function.Parameters[i].Name == name && RandomLanes.LaneOf(_function.Parameters[i].Type) == type);

    [GeneratedRegex(@"[()]|[^\s()]+")]
    private static partial Regex Token();
}
