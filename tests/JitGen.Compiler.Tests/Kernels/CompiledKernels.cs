using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.CompilerServices;
using JitGen.Compiler.Tests.Managed;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>Managed fallbacks of functions over spans, compiled by Roslyn as a strict user's project compiles them, and run.</summary>
internal sealed unsafe class CompiledKernels
{
    private readonly Type _type;
    private readonly IReadOnlyList<Function> _functions;

    private CompiledKernels(Type type, IReadOnlyList<Function> functions)
    {
        _type = type;
        _functions = functions;
    }

    /// <summary>The source of a class with the methods of each function.</summary>
    public static string Source(IReadOnlyList<Function> functions)
    {
        var text = new StringBuilder($"{FallbackWriter.Head}\nnamespace Fallbacks\n{{\n    {FallbackWriter.Usings}\n\n");
        text.Append("    public static unsafe class Methods\n    {\n");
        for (int index = 0; index < functions.Count; index++)
        {
            Function function = functions[index];
            const string indent = "            ";
            if (function.Shape != KernelShape.Reduction)
            {
                Append("void Loop" + index, KernelFallbackWriter.WriteMap(function, indent));
            }
            else
            {
                Append("void Loop" + index, KernelFallbackWriter.WriteReduction(function, indent));
                string type = ElementTypes.Keyword(function.Finish!.Results[0].Type);
                Append(type + " Finish" + index, KernelFallbackWriter.WriteFinish(function, indent));
            }
        }

        return text.Append("    }\n}\n").ToString();

        void Append(string name, KernelFallback method) =>
            text.Append("        public static ").Append(name).Append('(').Append(method.Parameters).Append(")\n        {\n")
                .Append(method.Body).Append("        }\n\n");
    }

    public static CompiledKernels Compile(IReadOnlyList<Function> functions, bool checkOverflow)
    {
        Assembly assembly = CompiledFallbacks.Load(Source(functions), checkOverflow);
        return new CompiledKernels(assembly.GetType("Fallbacks.Methods")!, functions);
    }

    /// <summary>Runs a function over arrays as the interpreter does; parameters with one array share their memory.</summary>
    public KernelOutcome Run(int number, ulong[] values, ulong[][] spans)
    {
        Function function = _functions[number];
        var uses = new KernelSpans(function);
        int length = spans[uses.LengthParameter].Length;
        var memory = new Dictionary<ulong[], nint>();
        object[] arguments = new object[values.Length];
        try
        {
            for (int index = 0; index < arguments.Length; index++)
            {
                arguments[index] = Argument(function.Parameters[index], values[index], spans[index], memory);
            }

            long start = uses.Before;
            long end = Math.Max(start, (long)length - uses.After);
            try
            {
                if (function.Shape != KernelShape.Reduction)
                {
                    Invoke("Loop" + number, [start, end, length, .. arguments]);
                    return new KernelOutcome(default, length);
                }

                ulong[] results = Reduce(number, end, length, arguments);
                fixed (ulong* slots = results)
                {
                    object[] own = [Pointer.Box(slots, typeof(ulong*)), length];
                    object[] user = [.. arguments.Where((_, index) => function.Parameters[index].Kind == ParameterKind.Value)];
                    object returned = Invoke("Finish" + number, [.. own, .. user])!;
                    return new KernelOutcome(new Outcome(null, CompiledFallbacks.Unbox(function.Finish!.Results[0].Type, returned)), length);
                }
            }
            catch (TargetInvocationException exception)
            {
                return new KernelOutcome(new Outcome(CompiledFallbacks.KindOf(exception.InnerException!), 0), -1);
            }
        }
        finally
        {
            foreach ((ulong[] span, nint address) in memory)
            {
                int size = Size(function.Parameters[Array.IndexOf(spans, span)].Type);
                for (int index = 0; index < span.Length; index++)
                {
                    span[index] = Load((byte*)address + (long)index * size, size);
                }

                NativeMemory.Free((void*)address);
            }
        }
    }

    private ulong[] Reduce(int number, long end, int length, object[] arguments)
    {
        IReadOnlyList<Reduction> reductions = _functions[number].Reductions;
        ReductionOperator[] operators = [.. reductions.Select(OperatorOf)];
        ulong[] results = new ulong[Math.Max(1, operators.Length)];
        ulong[] storage = new ulong[Math.Max(1, ReductionRuns.SlotCount(operators.Length))];
        fixed (ulong* slots = results, runs = storage)
        {
            var merged = new ReductionRuns(operators, runs);
            object pointer = Pointer.Box(slots, typeof(ulong*));
            for (long start = 0; start == 0 || start < end; start += KernelCall.BlockLength)
            {
                Invoke("Loop" + number, [pointer, start, Math.Min(end, start + KernelCall.BlockLength), length, .. arguments]);
                merged.Add(slots);
            }

            merged.Finish(slots);
        }

        return results;
    }

    private static ReductionOperator OperatorOf(Reduction reduction)
    {
        bool isModular = reduction.Kind is ReductionKind.Sum or ReductionKind.Product;
        string type = ElementTypes.ClrName(reduction.Type);
        return Enum.Parse<ReductionOperator>(reduction.Kind + (isModular ? type.TrimStart('U') : type));
    }

    private object? Invoke(string method, object[] arguments) => _type.GetMethod(method)!.Invoke(null, arguments);

    private static object Argument(Parameter parameter, ulong value, ulong[] span, Dictionary<ulong[], nint> memory)
    {
        if (parameter.Kind == ParameterKind.Value)
        {
            return CompiledFallbacks.Box(parameter.Type, value);
        }

        int size = Size(parameter.Type);
        if (!memory.TryGetValue(span, out nint address))
        {
            memory.Add(span, address = (nint)NativeMemory.Alloc((nuint)(size * span.Length + 1)));
            for (int index = 0; index < span.Length; index++)
            {
                Store((byte*)address + (long)index * size, size, span[index]);
            }
        }

        return Pointer.Box((void*)address, CompiledFallbacks.Box(parameter.Type, 0).GetType().MakePointerType());
    }

    private static int Size(ElementType type) => Math.Max(1, ElementTypes.Bits(type) / 8);

    private static ulong Load(byte* address, int size) => size switch
    {
        1 => *address,
        2 => *(ushort*)address,
        4 => *(uint*)address,
        _ => *(ulong*)address,
    };

    private static void Store(byte* address, int size, ulong bits)
    {
        for (int index = 0; index < size; index++)
        {
            address[index] = (byte)(bits >> (8 * index));
        }
    }
}
