using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Whether a kernel's time is that of the unit that divides and takes square roots, so that it gains if every other group's roots
/// are computed without it (<see cref="LaneSquareRoots"/>). Copies of a group do not wait for each other, so only throughput counts.
/// </summary>
internal static class DividerLoad
{
    /// <summary>
    /// In half cycles of Zen 5, measured: there multiplications have two units, and all lengths of vectors take the unit for division
    /// equally long. Where it is slower, as on Intel's processors, more kernels would gain.
    /// </summary>
    private static readonly Costs s_single = new(Root: 9, Division: 5, WithoutUnit: 5);
    private static readonly Costs s_double = new(Root: 15, Division: 8, WithoutUnit: 8);

    /// <summary>What a division or a root takes of the units for multiplication, and what any other node does.</summary>
    private const int SlotsOfDivider = 2;
    private const int SlotsOfNode = 1;

    /// <summary>By node, whether it is a square root that should be computed by turns.</summary>
    /// <param name="function">A map or reduction before lane lowering.</param>
    /// <param name="facts">Which of its nodes are computed.</param>
    public static bool[] FindAlternated(Function function, LaneFacts facts)
    {
        var varies = new bool[function.Count];
        var alternated = new bool[function.Count];
        int roots = 0;
        int divisions = 0;
        int slots = 0;
        int rootSlots = 0;
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            Opcode opcode = function.OpcodeOf(node);
            varies[id] = opcode is Opcode.Element or Opcode.Index;
            for (int index = 0; index < OpcodeTable.Arity(opcode); index++)
            {
                varies[id] |= varies[function.Operand(node, index).Id];
            }

            if (OpcodeTable.Arity(opcode) == 0 || !varies[id] || !facts.IsLive(node))
            {
                continue;
            }

            Costs costs = function.TypeOf(node) == IrType.F32 ? s_single : s_double;
            switch (opcode)
            {
                case Opcode.SqrtF:
                    alternated[id] = true;
                    roots += costs.Root;
                    rootSlots += costs.WithoutUnit;
                    slots += SlotsOfDivider;
                    break;
                case Opcode.DivF or Opcode.DivS or Opcode.DivU or Opcode.RemF or Opcode.RemS or Opcode.RemU:
                    divisions += costs.Division;
                    slots += SlotsOfDivider;
                    break;
                default:
                    slots += SlotsOfNode;
                    break;
            }
        }

        // Of two groups: both with the unit, or the roots of one without.
        int always = Math.Max(2 * (roots + divisions), 2 * slots);
        int byTurns = Math.Max(roots + 2 * divisions, 2 * slots + rootSlots);
        return byTurns < always ? alternated : new bool[function.Count];
    }

    /// <param name="Root">The unit's time for a square root.</param>
    /// <param name="Division">Its time for a division.</param>
    /// <param name="WithoutUnit">The time of the other units for a root by <see cref="LaneSquareRoots"/>.</param>
    private readonly record struct Costs(int Root, int Division, int WithoutUnit);
}
