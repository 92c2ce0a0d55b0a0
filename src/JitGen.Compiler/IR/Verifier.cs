namespace JitGen.Compiler.IR;

/// <summary>Checks the invariants of a <see cref="Function"/> that its consumers rely on. For tests and debugging.</summary>
internal static class Verifier
{
    /// <summary>The first thing that is wrong, naming the node or trap; null if nothing is.</summary>
    public static string? Verify(Function function) => Verify(function, reductionCount: 0);

    private static string? Verify(Function function, int reductionCount)
    {
        for (int id = 0; id < function.Count; id++)
        {
            if (VerifyNode(function, new Value(id), reductionCount) is { } problem)
            {
                return $"v{id} ({OpcodeTable.Name(function.OpcodeOf(new Value(id)))}): {problem}";
            }
        }

        for (int index = 0; index < function.Traps.Count; index++)
        {
            if (VerifyTrap(function, function.Traps[index]) is { } problem)
            {
                return $"trap {index} ({function.Traps[index].Kind}): {problem}";
            }
        }

        for (int index = 0; index < function.Results.Count; index++)
        {
            Result result = function.Results[index];
            if (!Exists(function, result.Value) || !Holds(function, result.Value, result.Type))
            {
                return $"result {index}: no value of type {ElementTypes.Keyword(result.Type)}";
            }
        }

        return VerifyReductions(function);
    }

    private static string? VerifyReductions(Function function)
    {
        for (int index = 0; index < function.Reductions.Count; index++)
        {
            Reduction reduction = function.Reductions[index];
            if (reduction.Type < ElementType.Int32 || !Exists(function, reduction.Value) || !Holds(function, reduction.Value, reduction.Type))
            {
                return $"reduction {index}: no value of type {ElementTypes.Keyword(reduction.Type)}";
            }
        }

        return function.Finish is { } finish
            ? Verify(finish, function.Reductions.Count) is { } problem ? "finish: " + problem : null
            : function.Reductions.Count > 0 ? "reductions without a finish" : null;
    }

    private static string? VerifyNode(Function function, Value node, int reductionCount)
    {
        Opcode opcode = function.OpcodeOf(node);
        int arity = OpcodeTable.Arity(opcode);
        for (int index = 0; index < 3; index++)
        {
            Value operand = function.Operand(node, index);
            if (operand.IsNone == index < arity)
            {
                return $"takes {arity} operands";
            }

            if (operand.Id >= node.Id)
            {
                return $"operand {operand} does not come before it";
            }
        }

        IrType type = function.TypeOf(node);
        ulong bits = function.BitsOf(node);
        return opcode switch
        {
            Opcode.Constant when (bits & ~Function.Mask(type)) != 0 => "has bits beyond its type",
            Opcode.Parameter when bits >= (ulong)function.Parameters.Count => "no such parameter",
            Opcode.Parameter when !Holds(function, node, function.Parameters[(int)bits].Type) => "has another type than its parameter",
            Opcode.Element when function.SpanOf(node) >= function.Parameters.Count => "no such parameter",
            Opcode.Element when function.Parameters[function.SpanOf(node)].Kind == ParameterKind.Value => "its parameter is not a span",
            Opcode.Reduced when bits >= (ulong)reductionCount => "no such reduction",
            Opcode.Constant or Opcode.Parameter or Opcode.Element or Opcode.Index or Opcode.Length or Opcode.Reduced => null,
            _ when !Signature.Accepts(OpcodeTable.Signature(opcode), type, OperandType(0), OperandType(1), OperandType(2)) =>
                $"types do not match the signature {OpcodeTable.Signature(opcode)}",
            _ => null,
        };

        IrType OperandType(int index) => index < arity ? function.TypeOf(function.Operand(node, index)) : default;
    }

    private static string? VerifyTrap(Function function, Trap trap)
    {
        if (!Exists(function, trap.Predicate) || function.TypeOf(trap.Predicate) != IrType.Bool)
        {
            return "the predicate is not a condition";
        }

        return DetailFits(trap.Detail1) && DetailFits(trap.Detail2) ? null : "a detail is not of the details' type";

        bool DetailFits(Value detail) =>
            detail.IsNone || (trap.DetailType != ElementType.Void && Exists(function, detail) && Holds(function, detail, trap.DetailType));
    }

    private static bool Exists(Function function, Value value) => !value.IsNone && value.Id < function.Count;

    private static bool Holds(Function function, Value value, ElementType type) => function.TypeOf(value) == ElementTypes.IrTypeOf(type);
}
