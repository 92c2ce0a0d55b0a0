namespace JitGen.Compiler.IR;

/// <summary>
/// What a node computes. Every opcode is pure and total: it never faults, whatever its operands; what C# would throw is a
/// <see cref="Trap"/> beside the node. Integers wrap. <c>I</c> is I32 or I64, <c>F</c> is F32 or F64, operands and result
/// of the same type unless said otherwise. The row in <c>OpcodeTable</c> gives each its name, signature and meaning.
/// </summary>
internal enum Opcode : byte
{
    /// <summary>A bit pattern of any type; the node's bits hold it, zero-extended to 64 bits.</summary>
    Constant,

    /// <summary>
    /// A scalar parameter; the node's bits hold its index. Small integers arrive widened to I32 by their own sign, bool as
    /// 0 or 1.
    /// </summary>
    Parameter,

    /// <summary>
    /// The element of a span at the index of the iteration plus a constant: the node's bits hold the parameter's index and,
    /// in the upper half, the signed offset. Widened like a <see cref="Parameter"/>; after lane lowering, of the lane's type.
    /// </summary>
    Element,

    /// <summary>The index of the iteration, from 0.</summary>
    Index,

    /// <summary>The number of elements of the input spans, as an int.</summary>
    Length,

    /// <summary>The result of the reduction whose number the node's bits hold; only in the function that finishes a kernel.</summary>
    Reduced,

    // Integer arithmetic, I x I -> I, modulo 2^n.
    Add,
    Sub,
    Mul,

    /// <summary>The upper half of the signed, respectively unsigned, double-width product.</summary>
    MulHighS,
    MulHighU,

    /// <summary>
    /// Division toward zero and its remainder. Total: x / 0 is 0, x % 0 is x, MinValue / -1 is MinValue, MinValue % -1 is 0
    /// (what arm64's <c>sdiv</c> gives); a division that C# would let throw has traps that make those cases unobservable.
    /// </summary>
    DivS,
    DivU,
    RemS,
    RemU,
    Neg,

    // Bitwise, on I and on Bool.
    And,
    Or,
    Xor,
    Not,

    /// <summary>Shifts and rotations, I x I32 -> I; the count is taken modulo the width, as C# does.</summary>
    Shl,
    ShrS,
    ShrU,
    RotL,
    RotR,

    /// <summary>Bit counts, I -> I32. Of zero: <see cref="LeadingZeros"/> and <see cref="TrailingZeros"/> give the width.</summary>
    PopCount,
    LeadingZeros,
    TrailingZeros,

    /// <summary>Minimum and maximum of integers.</summary>
    MinS,
    MinU,
    MaxS,
    MaxU,

    /// <summary>Absolute value modulo 2^n: of MinValue it is MinValue.</summary>
    AbsS,

    /// <summary>Keep the low 8, respectively 16, bits of an I32 and extend them in the register: the casts to the small types.</summary>
    SignExtend8,
    SignExtend16,
    ZeroExtend8,
    ZeroExtend16,

    /// <summary>I32 -> I64.</summary>
    SignExtend32,
    ZeroExtend32,

    /// <summary>I64 -> I32, the low half.</summary>
    Truncate,

    // Comparisons -> Bool; Eq and Ne on I and on Bool, the others on I.
    Eq,
    Ne,
    LtS,
    LeS,
    LtU,
    LeU,

    // Comparisons of F x F -> Bool; false if an operand is NaN, except NeF, which is then true. EqF(+0, -0) is true.
    EqF,
    NeF,
    LtF,
    LeF,

    /// <summary>Whether the signed (S), unsigned (U) result of the operation does not fit its type; I x I -> Bool.</summary>
    AddOverflowS,
    AddOverflowU,
    SubOverflowS,
    SubOverflowU,
    MulOverflowS,
    MulOverflowU,

    // Floating-point arithmetic, IEEE 754 round to nearest even, F x F -> F.
    AddF,
    SubF,
    MulF,
    DivF,

    /// <summary>Truncated remainder, exact, sign of the dividend: C's fmod, C#'s %.</summary>
    RemF,

    /// <summary>a * b + c rounded once.</summary>
    FmaF,
    SqrtF,

    /// <summary>Flip, respectively clear, the sign bit; also of a NaN.</summary>
    NegF,
    AbsF,

    /// <summary>Magnitude of the first operand, sign bit of the second; a NaN as second operand counts as positive.</summary>
    CopySignF,

    /// <summary>.NET's Math.Min and Math.Max: NaN if an operand is NaN; -0 is less than +0.</summary>
    MinF,
    MaxF,

    // Rounding to an integral value, exactly; round is half to even.
    FloorF,
    CeilingF,
    TruncateF,
    RoundEvenF,

    /// <summary>Signed (S), unsigned (U) integer -> floating point, rounded once to nearest even. I -> F, any pair.</summary>
    IntToFloatS,
    IntToFloatU,

    /// <summary>Floating point -> signed (S), unsigned (U) integer: toward zero, saturating, NaN to 0. F -> I, any pair.</summary>
    FloatToIntS,
    FloatToIntU,

    /// <summary>F32 -> F64, exact.</summary>
    Promote,

    /// <summary>F64 -> F32, rounded to nearest even.</summary>
    Demote,

    /// <summary>The same bits in the other register file: I32 with F32, I64 with F64, either way.</summary>
    Bitcast,

    /// <summary>Bool x T x T -> T, any T: the second operand where the first is true, else the third. Evaluates both.</summary>
    Select,

    /// <summary>
    /// Means Select(a, c, b): operands are the rare predicate, the common value, the rare value. A target may lower it as a
    /// select, as an out-of-line block, or as a bail-out to the managed fallback.
    /// </summary>
    Rare,

    /// <summary>
    /// A mathematical function of one, respectively two, floating-point numbers: the first operand is the constant number of its row
    /// in <c>MathFunctions</c>. It means what the function's graph computes, which takes its place before native code is made of it.
    /// </summary>
    Apply,
    Apply2,

    // What only lane lowering makes. Here I is any of I8 to I64, mask is Bool or any of M8 to M64.

    /// <summary>Integer lanes to wider ones by sign (S), by zeros (U), or to narrower ones, which keep the low bits.</summary>
    ExtendS,
    ExtendU,
    Narrow,

    /// <summary>A mask as one of lanes of another width.</summary>
    ConvertMask,

    /// <summary>
    /// Shifts and rotation of each lane by the count in the same lane of the second operand, modulo the width; lane lowering
    /// makes counts that are less than the width.
    /// </summary>
    LaneShl,
    LaneShrS,
    LaneShrU,
    LaneRotL,

    /// <summary>The 64-bit product of the low halves of two I64, by sign (S) or not (U).</summary>
    MulLowS,
    MulLowU,

    /// <summary>Toward zero; the minimum if the result does not fit or the operand is NaN. F -> I.</summary>
    FloatToIntOrMin,

    /// <summary>Toward zero to unsigned; all ones if the result does not fit or the operand is NaN. F -> I.</summary>
    FloatToIntUOrMax,

    /// <summary>
    /// Two computations of the same value: means the first. Of a group's copies in a loop every other takes the second, so that
    /// different units of the processor share the work. T x T -> T.
    /// </summary>
    Alternate,

    /// <summary>
    /// About 1 / sqrt of a positive number, with a relative error below 2^-14, which processors differ in: only what gives the same
    /// bits for any such estimate may use it. F -> F.
    /// </summary>
    RsqrtEstimateF,

    /// <summary>What a table, the bits of the third operand, has for the kind of number that the first is; where it has nothing, the second. F x F x F -> F.</summary>
    SpecialF,
}
