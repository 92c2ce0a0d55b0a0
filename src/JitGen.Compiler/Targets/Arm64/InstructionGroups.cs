using JitGen.Compiler.IR;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>An instruction in two sizes: of W and X, or of S and D registers.</summary>
internal readonly record struct Sized(Arm64Instruction Narrow, Arm64Instruction Wide)
{
    /// <summary>The instruction of 8 bytes if <paramref name="wide"/>, else that of 4.</summary>
    public Arm64Instruction this[bool wide] => wide ? Wide : Narrow;

    /// <summary>The instruction for values of a type; conditions are in W registers.</summary>
    public Arm64Instruction this[IrType type] => type is IrType.I64 or IrType.F64 ? Wide : Narrow;
}

/// <summary>A conversion of W and of X registers, each from or to S and D.</summary>
internal readonly record struct Conversion(Sized Narrow, Sized Wide)
{
    /// <summary>The conversion of an integer and a floating-point type.</summary>
    public Arm64Instruction this[IrType integer, IrType floating] => (integer == IrType.I64 ? Wide : Narrow)[floating];
}
