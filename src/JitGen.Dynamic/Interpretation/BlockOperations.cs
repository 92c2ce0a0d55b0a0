using JitGen.Compiler.IR;
using Operation = System.IntPtr;

namespace JitGen.Dynamic.Interpretation;

/// <summary>
/// The block operation of each opcode and type; a test compares all of them with the rows of <see cref="OpcodeTable"/>. Opcodes that
/// formulas use seldom have none: for them those rows themselves are evaluated, element by element.
/// </summary>
internal static unsafe class BlockOperations
{
    /// <summary>The address of the operation, or 0.</summary>
    /// <param name="opcode">The opcode.</param>
    /// <param name="from">The type of the first operand.</param>
    /// <param name="to">The type of the result.</param>
    public static Operation Find(Opcode opcode, IrType from, IrType to) => (opcode, to) switch
    {
        (Opcode.Select, _) => OfSelect(to),
        (Opcode.Rare, _) => OfRare(to),
        (Opcode.IntToFloatS or Opcode.IntToFloatU, _) => OfIntegerToFloat(opcode == Opcode.IntToFloatS, from, to),
        (Opcode.FloatToIntS or Opcode.FloatToIntU, _) => OfFloatToInteger(opcode == Opcode.FloatToIntS, from, to),
        _ => from switch
        {
            IrType.F64 => OfDouble(opcode),
            IrType.F32 => OfSingle(opcode),
            IrType.I64 => OfInt64(opcode),
            IrType.I32 => OfInt32(opcode),
            IrType.Bool => OfBool(opcode),
            _ => 0,
        },
    };

    private static Operation OfDouble(Opcode opcode) => opcode switch
    {
        Opcode.CopySignF => Of(&Loops.Binary<CopySign64, double, double>),
        Opcode.RemF => Of(&Loops.Binary<Remainder64, double, double>),
        Opcode.FmaF => Of(&Loops.FusedMultiplyAdd64),
        Opcode.Demote => Of(&Loops.Unary<Convert<double, float>, double, float>),
        Opcode.Bitcast => Of(&Loops.Copy<double>),
        _ => OfFloating<double>(opcode),
    };

    private static Operation OfSingle(Opcode opcode) => opcode switch
    {
        Opcode.CopySignF => Of(&Loops.Binary<CopySign32, float, float>),
        Opcode.RemF => Of(&Loops.Binary<Remainder32, float, float>),
        Opcode.FmaF => Of(&Loops.FusedMultiplyAdd32),
        Opcode.Promote => Of(&Loops.Unary<Convert<float, double>, float, double>),
        Opcode.Bitcast => Of(&Loops.Copy<float>),
        _ => OfFloating<float>(opcode),
    };

    private static Operation OfFloating<T>(Opcode opcode)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => opcode switch
    {
        Opcode.AddF => Of(&Loops.Vector<Add<T>, T>),
        Opcode.SubF => Of(&Loops.Vector<Sub<T>, T>),
        Opcode.MulF => Of(&Loops.Vector<Mul<T>, T>),
        Opcode.DivF => Of(&Loops.Vector<DivF<T>, T>),
        Opcode.SqrtF => Of(&Loops.Unary<SqrtF<T>, T, T>),
        Opcode.NegF => Of(&Loops.Unary<NegF<T>, T, T>),
        Opcode.AbsF => Of(&Loops.Unary<AbsF<T>, T, T>),
        Opcode.MinF => Of(&Loops.Binary<MinF<T>, T, T>),
        Opcode.MaxF => Of(&Loops.Binary<MaxF<T>, T, T>),
        Opcode.FloorF => Of(&Loops.Unary<FloorF<T>, T, T>),
        Opcode.CeilingF => Of(&Loops.Unary<CeilingF<T>, T, T>),
        Opcode.TruncateF => Of(&Loops.Unary<TruncateF<T>, T, T>),
        Opcode.RoundEvenF => Of(&Loops.Unary<RoundEvenF<T>, T, T>),
        Opcode.EqF => Of(&Loops.Binary<Equal<T>, T, bool>),
        Opcode.NeF => Of(&Loops.Binary<NotEqual<T>, T, bool>),
        Opcode.LtF => Of(&Loops.Binary<Less<T>, T, bool>),
        Opcode.LeF => Of(&Loops.Binary<LessOrEqual<T>, T, bool>),
        _ => 0,
    };

    private static Operation OfInt32(Opcode opcode) => opcode switch
    {
        Opcode.SignExtend8 => Of(&Loops.Unary<Narrow<sbyte>, int, int>),
        Opcode.SignExtend16 => Of(&Loops.Unary<Narrow<short>, int, int>),
        Opcode.ZeroExtend8 => Of(&Loops.Unary<Narrow<byte>, int, int>),
        Opcode.ZeroExtend16 => Of(&Loops.Unary<Narrow<ushort>, int, int>),
        Opcode.SignExtend32 => Of(&Loops.Unary<Convert<int, long>, int, long>),
        Opcode.ZeroExtend32 => Of(&Loops.Unary<Convert<uint, long>, uint, long>),
        Opcode.Bitcast => Of(&Loops.Copy<int>),
        _ => OfInteger<int, uint>(opcode),
    };

    private static Operation OfInt64(Opcode opcode) => opcode switch
    {
        Opcode.Truncate => Of(&Loops.Unary<Convert<long, int>, long, int>),
        Opcode.Bitcast => Of(&Loops.Copy<long>),
        _ => OfInteger<long, ulong>(opcode),
    };

    private static Operation OfInteger<TSigned, TUnsigned>(Opcode opcode)
        where TSigned : unmanaged, System.Numerics.IBinaryInteger<TSigned>
        where TUnsigned : unmanaged, System.Numerics.IBinaryInteger<TUnsigned> => opcode switch
    {
        Opcode.Add => Of(&Loops.Vector<Add<TSigned>, TSigned>),
        Opcode.Sub => Of(&Loops.Vector<Sub<TSigned>, TSigned>),
        Opcode.Mul => Of(&Loops.Vector<Mul<TSigned>, TSigned>),
        Opcode.DivS => Of(&Loops.Binary<DivS<TSigned>, TSigned, TSigned>),
        Opcode.DivU => Of(&Loops.Binary<DivU<TUnsigned>, TUnsigned, TUnsigned>),
        Opcode.RemS => Of(&Loops.Binary<RemS<TSigned>, TSigned, TSigned>),
        Opcode.RemU => Of(&Loops.Binary<RemU<TUnsigned>, TUnsigned, TUnsigned>),
        Opcode.Neg => Of(&Loops.Unary<Neg<TSigned>, TSigned, TSigned>),
        Opcode.And => Of(&Loops.Vector<And<TSigned>, TSigned>),
        Opcode.Or => Of(&Loops.Vector<Or<TSigned>, TSigned>),
        Opcode.Xor => Of(&Loops.Vector<Xor<TSigned>, TSigned>),
        Opcode.Not => Of(&Loops.Unary<Not<TSigned>, TSigned, TSigned>),
        Opcode.Shl => Of(&Loops.ShiftLeft<TSigned>),
        Opcode.ShrS => Of(&Loops.ShiftRight<TSigned>),
        Opcode.ShrU => Of(&Loops.ShiftRight<TUnsigned>),
        Opcode.RotL => Of(&Loops.RotateLeft<TUnsigned>),
        Opcode.RotR => Of(&Loops.RotateRight<TUnsigned>),
        Opcode.PopCount => Of(&Loops.Unary<PopCount<TUnsigned>, TUnsigned, int>),
        Opcode.LeadingZeros => Of(&Loops.Unary<LeadingZeros<TUnsigned>, TUnsigned, int>),
        Opcode.TrailingZeros => Of(&Loops.Unary<TrailingZeros<TUnsigned>, TUnsigned, int>),
        Opcode.MinS => Of(&Loops.Binary<Min<TSigned>, TSigned, TSigned>),
        Opcode.MinU => Of(&Loops.Binary<Min<TUnsigned>, TUnsigned, TUnsigned>),
        Opcode.MaxS => Of(&Loops.Binary<Max<TSigned>, TSigned, TSigned>),
        Opcode.MaxU => Of(&Loops.Binary<Max<TUnsigned>, TUnsigned, TUnsigned>),
        Opcode.AbsS => Of(&Loops.Unary<AbsS<TSigned>, TSigned, TSigned>),
        Opcode.Eq => Of(&Loops.Binary<Equal<TSigned>, TSigned, bool>),
        Opcode.Ne => Of(&Loops.Binary<NotEqual<TSigned>, TSigned, bool>),
        Opcode.LtS => Of(&Loops.Binary<Less<TSigned>, TSigned, bool>),
        Opcode.LeS => Of(&Loops.Binary<LessOrEqual<TSigned>, TSigned, bool>),
        Opcode.LtU => Of(&Loops.Binary<Less<TUnsigned>, TUnsigned, bool>),
        Opcode.LeU => Of(&Loops.Binary<LessOrEqual<TUnsigned>, TUnsigned, bool>),
        Opcode.AddOverflowS => Of(&Loops.Binary<AddOverflowS<TSigned>, TSigned, bool>),
        Opcode.AddOverflowU => Of(&Loops.Binary<AddOverflowU<TUnsigned>, TUnsigned, bool>),
        Opcode.SubOverflowS => Of(&Loops.Binary<SubOverflowS<TSigned>, TSigned, bool>),
        Opcode.SubOverflowU => Of(&Loops.Binary<Less<TUnsigned>, TUnsigned, bool>),
        _ => 0,
    };

    private static Operation OfBool(Opcode opcode) => opcode switch
    {
        Opcode.And => Of(&Loops.Vector<And<byte>, byte>),
        Opcode.Or => Of(&Loops.Vector<Or<byte>, byte>),
        Opcode.Xor or Opcode.Ne => Of(&Loops.Vector<Xor<byte>, byte>),
        Opcode.Eq => Of(&Loops.Binary<Equal<byte>, byte, bool>),
        Opcode.Not => Of(&Loops.Unary<NotBool, byte, byte>),
        _ => 0,
    };

    private static Operation OfSelect(IrType type) => SizeOf(type) switch
    {
        1 => Of(&Loops.Select<byte>),
        4 => Of(&Loops.Select<uint>),
        _ => Of(&Loops.Select<ulong>),
    };

    private static Operation OfRare(IrType type) => SizeOf(type) switch
    {
        1 => Of(&Loops.Rare<byte>),
        4 => Of(&Loops.Rare<uint>),
        _ => Of(&Loops.Rare<ulong>),
    };

    private static Operation OfIntegerToFloat(bool isSigned, IrType from, IrType to) => (from, to, isSigned) switch
    {
        (IrType.I32, IrType.F32, true) => Of(&Loops.Unary<Convert<int, float>, int, float>),
        (IrType.I32, IrType.F64, true) => Of(&Loops.Unary<Convert<int, double>, int, double>),
        (IrType.I32, IrType.F32, _) => Of(&Loops.Unary<Convert<uint, float>, uint, float>),
        (IrType.I32, IrType.F64, _) => Of(&Loops.Unary<Convert<uint, double>, uint, double>),
        (IrType.I64, IrType.F32, true) => Of(&Loops.Unary<Int64ToSingle, long, float>),
        (IrType.I64, IrType.F64, true) => Of(&Loops.Unary<Convert<long, double>, long, double>),
        (IrType.I64, IrType.F32, _) => Of(&Loops.Unary<UInt64ToSingle, ulong, float>),
        (IrType.I64, IrType.F64, _) => Of(&Loops.Unary<UInt64ToDouble, ulong, double>),
        _ => 0,
    };

    private static Operation OfFloatToInteger(bool isSigned, IrType from, IrType to) => (from, to, isSigned) switch
    {
        (IrType.F64, IrType.I32, true) => Of(&Loops.Unary<DoubleToInt32, double, int>),
        (IrType.F64, IrType.I32, _) => Of(&Loops.Unary<DoubleToUInt32, double, uint>),
        (IrType.F64, IrType.I64, true) => Of(&Loops.Unary<DoubleToInt64, double, long>),
        (IrType.F64, IrType.I64, _) => Of(&Loops.Unary<DoubleToUInt64, double, ulong>),
        (IrType.F32, IrType.I32, true) => Of(&Loops.Unary<SingleToInt32, float, int>),
        (IrType.F32, IrType.I32, _) => Of(&Loops.Unary<SingleToUInt32, float, uint>),
        (IrType.F32, IrType.I64, true) => Of(&Loops.Unary<SingleToInt64, float, long>),
        (IrType.F32, IrType.I64, _) => Of(&Loops.Unary<SingleToUInt64, float, ulong>),
        _ => 0,
    };

    /// <summary>The bytes of a value in a slot.</summary>
    public static int SizeOf(IrType type) => type switch
    {
        IrType.Bool => 1,
        IrType.I32 or IrType.F32 => 4,
        _ => 8,
    };

    private static Operation Of(delegate*<byte*, byte*, byte*, byte*, int, void> operation) => (Operation)operation;
}
