using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JitGen.Compiler.Tests.Managed;

/// <summary>Managed fallbacks of functions, compiled by Roslyn as a strict user's project compiles them.</summary>
internal sealed class CompiledFallbacks
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(ManagedMath).Assembly.Location),
    ];

    private readonly Type _type;

    private CompiledFallbacks(Type type) => _type = type;

    /// <summary>The source of a class with a method per function.</summary>
    public static string Source(IReadOnlyList<Function> functions)
    {
        var text = new StringBuilder($"{FallbackWriter.Head}\nnamespace Fallbacks\n{{\n    {FallbackWriter.Usings}\n\n");
        text.Append("    public static class Methods\n    {\n");
        for (int index = 0; index < functions.Count; index++)
        {
            Function function = functions[index];
            string parameters = string.Join(", ", function.Parameters.Select(p => ElementTypes.Keyword(p.Type) + " " + CSharpNames.Escape(p.Name)));
            text.Append($"        public static {ElementTypes.Keyword(function.Results[0].Type)} M{index}({parameters})\n        {{\n");
            text.Append(FallbackWriter.Write(function, "            ")).Append("        }\n\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    public static CompiledFallbacks Compile(IReadOnlyList<Function> functions, bool checkOverflow) =>
        new(Load(Source(functions), checkOverflow).GetType("Fallbacks.Methods")!);

    /// <summary>Compiles a source file as a strict project does, warnings being errors.</summary>
    public static Assembly Load(string source, bool checkOverflow)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: checkOverflow,
            allowUnsafe: true,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable,
            optimizationLevel: Microsoft.CodeAnalysis.OptimizationLevel.Release);
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12));
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Fallbacks" + checkOverflow, [tree], s_references, options).Emit(image);
        if (!result.Success)
        {
            Diagnostic first = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            int line = first.Location.GetLineSpan().StartLinePosition.Line;
            Assert.Fail(first + Environment.NewLine + string.Join('\n', source.Split('\n').Skip(Math.Max(0, line - 20)).Take(25)));
        }

        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>Calls the method of a function; details of exceptions are those of their messages, so they stay 0.</summary>
    public Outcome Run(int index, Function function, ulong[] arguments, out string? message)
    {
        MethodInfo method = _type.GetMethod("M" + index)!;
        message = null;
        try
        {
            object[] boxed = [.. arguments.Select((bits, i) => Box(function.Parameters[i].Type, bits))];
            return new Outcome(null, Unbox(function.Results[0].Type, method.Invoke(null, boxed)!));
        }
        catch (TargetInvocationException exception)
        {
            message = exception.InnerException!.Message;
            return new Outcome(KindOf(exception.InnerException!), 0);
        }
    }

    /// <summary>The trap that an exception is of.</summary>
    public static TrapKind KindOf(Exception exception) => exception switch
    {
        DivideByZeroException => TrapKind.DivideByZero,
        OverflowException when exception.Message == new OverflowException().Message => TrapKind.Overflow,
        OverflowException => TrapKind.AbsOverflow,
        ArithmeticException => TrapKind.SignOfNaN,
        ArgumentException => TrapKind.ClampRange,
        InvalidOperationException => TrapKind.EmptyReduction,
        _ => throw new InvalidOperationException("unexpected", exception),
    };

    /// <summary>The value of that type and those bits.</summary>
    public static object Box(ElementType type, ulong bits) => type switch
    {
        ElementType.Bool => bits != 0,
        ElementType.SByte => (sbyte)bits,
        ElementType.Byte => (byte)bits,
        ElementType.Int16 => (short)bits,
        ElementType.UInt16 => (ushort)bits,
        ElementType.Int32 => (int)bits,
        ElementType.UInt32 => (uint)bits,
        ElementType.Int64 => (long)bits,
        ElementType.UInt64 => bits,
        ElementType.Single => BitConverter.UInt32BitsToSingle((uint)bits),
        _ => BitConverter.UInt64BitsToDouble(bits),
    };

    /// <summary>The bits of a value, as a node holds them.</summary>
    public static ulong Unbox(ElementType type, object value) => Interpreter.Widen(
        value switch
        {
            bool condition => condition ? 1UL : 0,
            float single => BitConverter.SingleToUInt32Bits(single),
            double number => BitConverter.DoubleToUInt64Bits(number),
            ulong number => number,
            _ => (ulong)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        },
        type);
}
