using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler.Tests.Lowering.Lanes;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>Nodes that one vector instruction computes together: which, and that it does.</summary>
public partial class VectorPatternTests
{
    /// <summary>What brings constants, parameters and elements into registers.</summary>
    private static readonly HashSet<string> s_moves = ["movi", "mvni", "fmov", "dup"];

    [Theory]

    // Products and sums, of one width and widening.
    [InlineData("(add:i32 z:i32 (mul:i32 x:i32 y:i32))", "mla")]
    [InlineData("(add:i8 (mul:i8 x:i8 y:i8) z:i8)", "mla")]
    [InlineData("(sub:i16 z:i16 (mul:i16 x:i16 y:i16))", "mls")]
    [InlineData("(sub:i16 (mul:i16 x:i16 y:i16) z:i16)", "mul sub")]
    [InlineData("(mul:i16 (extendU:i16 x:i8) (extendU:i16 y:i8))", "umull")]
    [InlineData("(mul:i32 (extendS:i32 x:i16) (extendS:i32 y:i16))", "smull")]
    [InlineData("(mul:i32 (extendS:i32 x:i16) (extendU:i32 y:i16))", "mul sshll ushll")]
    [InlineData("(add:i16 z:i16 (mul:i16 (extendU:i16 x:i8) (extendU:i16 y:i8)))", "umlal")]
    [InlineData("(sub:i16 z:i16 (mul:i16 (extendS:i16 x:i8) (extendS:i16 y:i8)))", "smlsl")]
    [InlineData("(mulLowS:i64 (extendS:i64 x:i32) (extendS:i64 y:i32))", "smull")]
    [InlineData("(mulLowS:i64 (extendU:i64 x:i32) (extendS:i64 y:i32))", "smull")]
    [InlineData("(mulLowU:i64 x:i64 y:i64)", "umull xtn")]
    [InlineData("(add:i64 z:i64 (mulLowU:i64 (extendU:i64 x:i32) (extendU:i64 y:i32)))", "umlal")]
    [InlineData("(add:i16 (extendU:i16 x:i8) (extendU:i16 y:i8))", "uaddl")]
    [InlineData("(add:i64 (extendS:i64 x:i32) (extendS:i64 y:i32))", "saddl")]
    [InlineData("(sub:i32 (extendU:i32 x:i16) (extendU:i32 y:i16))", "usubl")]
    [InlineData("(sub:i16 (extendS:i16 x:i8) (extendS:i16 y:i8))", "ssubl")]
    [InlineData("(fmaF:f32 x:f32 y:f32 z:f32)", "fmla")]
    [InlineData("(fmaF:f64 (negF:f64 x:f64) y:f64 z:f64)", "fmls")]
    [InlineData("(fmaF:f64 (negF:f64 x:f64) (negF:f64 y:f64) z:f64)", "fmla")]
    [InlineData("(absF:f32 (subF:f32 x:f32 y:f32))", "fabd")]

    // Shifts.
    [InlineData("(shl:i16 (extendU:i16 x:i8) 3:i32)", "ushll")]
    [InlineData("(shl:i64 (extendS:i64 x:i32) 31:i32)", "sshll")]
    [InlineData("(shl:i16 (extendU:i16 x:i8) 8:i32)", "shl ushll")]
    [InlineData("(or:i32 (shl:i32 x:i32 7:i32) (shrU:i32 x:i32 25:i32))", "shl sri")]
    [InlineData("(or:i64 (shrU:i64 x:i64 60:i32) (shl:i64 y:i64 4:i32))", "shl sri")]
    [InlineData("(add:i32 x:i32 (shrS:i32 y:i32 31:i32))", "ssra")]
    [InlineData("(add:i16 (shrU:i16 x:i16 8:i32) x:i16)", "usra")]
    [InlineData("(narrow:i8 (shrU:i16 x:i16 8:i32))", "shrn")]
    [InlineData("(narrow:i16 (shrS:i32 x:i32 5:i32))", "shrn")]
    [InlineData("(narrow:i16 (shrS:i32 x:i32 17:i32))", "sshr xtn")]
    [InlineData("(narrow:i8 (shrU:i16 (add:i16 x:i16 y:i16) 8:i32))", "addhn")]
    [InlineData("(narrow:i8 (shrU:i16 (add:i16 x:i16 (shrU:i16 x:i16 8:i32)) 8:i32))", "addhn ushr")]
    [InlineData("(laneShrS:i32 x:i32 (and:i32 y:i32 31:i32))", "and neg sshl")]
    [InlineData("(laneShl:i64 x:i64 (and:i64 y:i64 63:i64))", "and ushl")]

    // Limits and narrowing.
    [InlineData("(narrow:i8 (minS:i16 (maxS:i16 x:i16 0:i16) 255:i16))", "sqxtun")]
    [InlineData("(narrow:i8 (maxS:i16 (minS:i16 x:i16 127:i16) -128:i16))", "sqxtn")]
    [InlineData("(narrow:i16 (minU:i32 x:i32 65535:i32))", "uqxtn")]
    [InlineData("(narrow:i16 (minU:i32 x:i32 65534:i32))", "umin xtn")]

    // Logic and masks.
    [InlineData("(and:i8 x:i8 (not:i8 y:i8))", "bic")]
    [InlineData("(or:i64 (not:i64 x:i64) y:i64)", "orn")]
    [InlineData("(select:i32 (ltS:m32 x:i32 y:i32) x:i32 0:i32)", "and cmgt")]
    [InlineData("(select:i32 (ltS:m32 x:i32 0:i32) 0:i32 x:i32)", "bic cmlt")]
    [InlineData("(select:f32 (ltF:m32 x:f32 y:f32) x:f32 z:f32)", "bsl fcmgt")]
    [InlineData("(select:f32 (not:m32 (eqF:m32 x:f32 y:f32)) x:f32 z:f32)", "bsl fcmeq")]
    [InlineData("(select:i8 (not:m8 (eq:m8 (and:i8 x:i8 y:i8) 0:i8)) x:i8 z:i8)", "bsl cmtst")]
    [InlineData("(select:i16 (leS:m16 0:i16 x:i16) y:i16 z:i16)", "bsl cmge")]
    [InlineData("(select:i16 (leU:m16 x:i16 y:i16) y:i16 z:i16)", "bsl cmhs")]
    [InlineData("(select:f64 (ltF:m64 (absF:f64 x:f64) (absF:f64 y:f64)) y:f64 z:f64)", "bsl facgt")]
    [InlineData("(select:f64 (leF:m64 x:f64 -0:f64) y:f64 z:f64)", "bsl fcmle")]
    [InlineData("(select:i64 (convertMask:m64 (ltS:m16 x:i16 y:i16)) x:i64 z:i64)", "bsl cmgt sshll")]

    // Conversions.
    [InlineData("(mulF:f32 (intToFloatS:f32 x:i32) 0.000030517578125:f32)", "scvtf")]
    [InlineData("(mulF:f64 (intToFloatU:f64 x:i64) 0.5:f64)", "ucvtf")]
    [InlineData("(mulF:f32 (intToFloatS:f32 x:i32) 0.3:f32)", "fmul scvtf")]
    [InlineData("(floatToIntS:i32 (mulF:f32 x:f32 32768:f32))", "fcvtzs")]
    [InlineData("(floatToIntU:i64 (mulF:f64 x:f64 4294967296:f64))", "fcvtzu")]
    [InlineData("(floatToIntS:i32 (floorF:f32 x:f32))", "fcvtms")]
    [InlineData("(floatToIntU:i32 (ceilingF:f32 x:f32))", "fcvtpu")]
    [InlineData("(floatToIntS:i64 (roundEvenF:f64 x:f64))", "fcvtns")]
    [InlineData("(floatToIntS:i64 (truncateF:f64 x:f64))", "fcvtzs")]
    public void NodesThatShareAnInstruction(string text, string mnemonics)
    {
        EmulatedKernel kernel = EmulatedKernel.OfLanes(LaneText.Parse(text), OptimizationLevel.Full, new Random(7), calls: 20);
        IEnumerable<string> used = kernel.Listing.Where(line => VectorOperand().IsMatch(line)).Select(line => line.Split(' ')[0]);
        Assert.Equal(mnemonics, string.Join(' ', used.Distinct().Where(mnemonic => !s_moves.Contains(mnemonic)).Order(StringComparer.Ordinal)));
        EmulatedKernel.Run([kernel]);
    }

    [GeneratedRegex(@"\bv\d+\.")]
    private static partial Regex VectorOperand();
}
