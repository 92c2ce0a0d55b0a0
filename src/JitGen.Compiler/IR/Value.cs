using System;

namespace JitGen.Compiler.IR;

/// <summary>A node of one <see cref="Function"/>: an index into its arrays. Equal nodes have equal indices.</summary>
internal readonly struct Value : IEquatable<Value>
{
    private readonly int _plusOne;

    public Value(int id) => _plusOne = id + 1;

    /// <summary>No value: what an unused operand holds, and <c>default</c>.</summary>
    public static Value None => default;

    /// <summary>The index of the node, from 0, in an order in which operands come before their users; -1 for none.</summary>
    public int Id => _plusOne - 1;

    public bool IsNone => _plusOne == 0;

    public static bool operator ==(Value left, Value right) => left._plusOne == right._plusOne;

    public static bool operator !=(Value left, Value right) => left._plusOne != right._plusOne;

    public bool Equals(Value other) => _plusOne == other._plusOne;

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => _plusOne;

    public override string ToString() => IsNone ? "none" : "v" + Id;
}
