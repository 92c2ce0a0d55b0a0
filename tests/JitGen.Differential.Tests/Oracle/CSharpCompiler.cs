using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>Roslyn in memory: a class of adapters from C# text to their addresses.</summary>
internal static unsafe class CSharpCompiler
{
    private static readonly MetadataReference[] s_references = [.. References()];

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: Microsoft.CodeAnalysis.OptimizationLevel.Release, allowUnsafe: true, concurrentBuild: false);

    /// <summary>The errors of a text, with the numbers of their lines, from 0.</summary>
    public static IReadOnlyList<(int Line, string Message)> Errors(string source) =>
    [
        .. Create(source).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => (diagnostic.Location.GetLineSpan().StartLinePosition.Line, diagnostic.ToString())),
    ];

    /// <summary>The addresses that the class <c>Batch</c> of a text stores in <c>Fill</c>.</summary>
    /// <exception cref="InvalidOperationException">The text has errors.</exception>
    public static nint[] Compile(string source, int count)
    {
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(Image(source)));
        var table = new nint[count];
        fixed (nint* addresses = table)
        {
            MethodInfo fill = assembly.GetType("Batch")!.GetMethod("Fill")!;
            ((delegate*<nint*, void>)fill.MethodHandle.GetFunctionPointer())(addresses);
        }

        return table;
    }

    /// <summary>The assembly that a text compiles to.</summary>
    /// <exception cref="InvalidOperationException">The text has errors.</exception>
    public static byte[] Image(string source)
    {
        var image = new MemoryStream();
        var result = Create(source).Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
    }

    /// <summary>The compilation of one text.</summary>
    public static CSharpCompilation Create(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest));
        return CSharpCompilation.Create("Batch" + Guid.NewGuid().ToString("N"), [tree], s_references, s_options);
    }

    private static IEnumerable<MetadataReference> References()
    {
        string[] names = ["System.Private.CoreLib.dll", "System.Runtime.dll", "JitGen.Differential.Tests.dll", "JitGen.Runtime.dll"];
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return platform.Split(Path.PathSeparator)
            .Where(path => names.Contains(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
