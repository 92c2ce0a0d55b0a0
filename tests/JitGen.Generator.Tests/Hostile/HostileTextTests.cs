using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Targets;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace JitGen.Generator.Tests.Hostile;

/// <summary>
/// Whatever the text, there is code or an error: no exception, no stack overflow, and no wait of more than a second.
/// Most texts go through the compiler alone, thousands through the analyzer and the generator.
/// </summary>
public class HostileTextTests(ITestOutputHelper output)
{
    private const int RandomTexts = 100_000, TextsInProjects = 4_000, ProjectSize = 500;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    /// <summary>What a compiler host gives a thread on Windows.</summary>
    private const int StackSize = 1 << 20;

    private static readonly IReadOnlyList<Parameter> s_parameters =
    [
        new("a", ElementType.Int32), new("b", ElementType.Int32), new("c", ElementType.Int64), new("x", ElementType.Double),
        new("y", ElementType.Single), new("p", ElementType.Bool), new("q", ElementType.Byte), new("u", ElementType.UInt64),
    ];

    private static readonly FormulaSource s_helper = Source("(a + b) * 3", "Helper", [new("a", ElementType.Int32), new("b", ElementType.Int32)], []);

    [Fact]
    public void RandomTextsGiveCodeOrAnError()
    {
        int accepted = 0;
        InThreads(RandomTexts, number =>
        {
            ElementType type = number % 2 == 0 ? ElementType.Double : (ElementType)(1 + (number / 2 % (int)ElementType.Double));
            if (Compile(Source(HostileTexts.Random(number), "Self", s_parameters, [s_helper], type), number % 16 == 0 ? Compiler.OptimizationLevel.None : Compiler.OptimizationLevel.Full))
            {
                Interlocked.Increment(ref accepted);
            }
        });

        // Were all of them wrong, or all right, the texts would not be worth their time.
        output.WriteLine($"{accepted} of {RandomTexts} have code");
        Assert.InRange(accepted, RandomTexts / 50, RandomTexts / 2);
    }

    [Fact]
    public void EveryTruncationGivesCodeOrAnError()
    {
        const string Text = "var t = checked((int)c * 0x1F) /* note */ + (p && a <= b ? Helper(a, 1_0) >>> 3 : -int.MaxValue); Math.Max(t, 2) % 1.5e3 - sqrt(.5f)";
        InThreads(Text.Length, end => Compile(Source(Text[..end], "Self", s_parameters, [s_helper], ElementType.Double), Compiler.OptimizationLevel.Full));
        InThreads(Text.Length, start => Compile(Source(Text[start..], "Self", s_parameters, [s_helper], ElementType.Double), Compiler.OptimizationLevel.Full));
    }

    [Fact]
    public void HugeTextsGiveCodeOrAnErrorInASecond()
    {
        (string Name, string Text)[] texts = [.. HostileTexts.Huge()];
        var slowest = new ConcurrentBag<(TimeSpan Time, string Name)>();
        InThreads(texts.Length, number =>
        {
            foreach (ElementType type in new[] { ElementType.Int32, ElementType.Double })
            {
                FormulaSource source = Source(texts[number].Text, "Self", s_parameters, [s_helper], type);
                slowest.Add((Time(() => Compile(source, Compiler.OptimizationLevel.Full)), texts[number].Name));
                slowest.Add((Time(() => Compile(source, Compiler.OptimizationLevel.None)), texts[number].Name + " (None)"));
            }
        });
        foreach ((TimeSpan time, string name) in slowest.OrderByDescending(item => item.Time).Take(20))
        {
            output.WriteLine($"{time.TotalMilliseconds,8:F0} ms  {name}");
        }

        Assert.DoesNotContain(slowest, item => item.Time > s_limit);
    }

    [Fact]
    public void InliningThatMultipliesStopsAtALimit()
    {
        foreach ((int count, int calls) in new[] { (30, 2), (10, 4), (1_000, 1), (5_000, 1) })
        {
            var methods = new List<FormulaSource>();
            for (int i = 0; i < count; i++)
            {
                string text = i == 0 ? "a * 3" : string.Join(" + ", Enumerable.Repeat("F" + (i - 1) + "(a)", calls));
                methods.Add(Source(text, "F" + i, [new("a", ElementType.Int32)], []));
            }

            FormulaSource root = Source("F" + (count - 1) + "(a)", "Self", [new("a", ElementType.Int32)], methods);
            Assert.InRange(Time(() => Compile(root, Compiler.OptimizationLevel.Full)), TimeSpan.Zero, s_limit);
        }
    }

    [Fact]
    public void RandomTextsInProjectsGiveABodyOrAnError()
    {
        for (int project = 0; project < TextsInProjects / ProjectSize; project++)
        {
            var source = new StringBuilder("using JitGen;\npublic static partial class K\n{\n    [NativeExpression(\"(a + b) * 3\")] public static partial int Helper(int a, int b);\n");
            for (int i = 0; i < ProjectSize; i++)
            {
                string text = HostileTexts.Random(RandomTexts + (project * ProjectSize) + i);
                source.Append("    [NativeExpression(").Append(Literal(text, i)).Append(")] public static partial int M").Append(i)
                    .Append('(').Append(HostileTexts.Parameters).Append(");\n");
            }

            CheckProject(source.Append('}').ToString(), ProjectSize);
        }
    }

    [Fact]
    public void HugeTextsInAProjectGiveABodyOrAnError()
    {
        var source = new StringBuilder("using JitGen;\npublic static partial class K\n{\n    [NativeExpression(\"(a + b) * 3\")] public static partial int Helper(int a, int b);\n");

        // All shapes, but of the texts of a megabyte and more every tenth: the C# compiler takes its time to read them.
        const int Large = 400_000;
        int large = 0;
        (string Name, string Text)[] texts = [.. HostileTexts.Huge().Where(item => item.Text.Length < Large || large++ % 10 == 0)];
        for (int i = 0; i < texts.Length; i++)
        {
            source.Append("    [NativeExpression(").Append(Literal(texts[i].Text, i)).Append(")] public static partial int M").Append(i)
                .Append('(').Append(HostileTexts.Parameters).Append(");\n");
        }

        CheckProject(source.Append('}').ToString(), texts.Length);
    }

    [Fact]
    public void CallsThatMultiplyInAProjectGiveAnError()
    {
        var source = new StringBuilder("using JitGen;\npublic static partial class K\n{\n    [NativeExpression(\"a\")] public static partial int F0(int a);\n");
        for (int i = 1; i < 400; i++)
        {
            source.Append($"    [NativeExpression(\"F{i - 1}(a) + F{i - 1}(a + 1)\")] public static partial int F{i}(int a);\n");
        }

        CheckProject(source.Append('}').ToString(), 399);
    }

    /// <summary>Every method has a generated body or an error at a place in the file, from the generator and from the analyzer alike.</summary>
    private static void CheckProject(string source, int methods)
    {
        var project = new Project(source) { Output = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication, Properties = { ["RuntimeIdentifier"] = "linux-x64" } };
        Generated generated = project.Generate();
        Assert.Null(generated.Run.Results[0].Exception);
        Assert.DoesNotContain(generated.GeneratorDiagnostics, diagnostic => diagnostic.Id is "JG0064" || diagnostic.Id.StartsWith("CS", StringComparison.Ordinal));
        HashSet<int> wrong = [.. generated.GeneratorDiagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line)];
        string bodies = string.Concat(generated.Files.Values);
        string[] lines = source.Split('\n');
        Microsoft.CodeAnalysis.SyntaxTree tree = generated.Compilation.SyntaxTrees.First();
        int count = 0;
        foreach (Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>())
        {
            bool hasBody = bodies.Contains(" " + method.Identifier.Text + "(", StringComparison.Ordinal);
            var span = method.GetLocation().GetLineSpan();
            bool hasError = wrong.Any(line => line >= span.StartLinePosition.Line && line <= span.EndLinePosition.Line);
            Assert.True(hasBody != hasError, method.Identifier.Text + " " + hasBody + " " + hasError);
            count++;
        }

        Assert.Equal(methods + 1, count);
        Assert.DoesNotContain(generated.Compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error && diagnostic.Id != "CS8795" && diagnostic.Id != "CS5001");
        Assert.Equal(
            generated.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id + diagnostic.Location.SourceSpan).Order(StringComparer.Ordinal),
            project.Analyze().Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.Id + diagnostic.Location.SourceSpan).Order(StringComparer.Ordinal));
    }

    /// <summary>The text as a literal of the kind that the number chooses, if that kind can hold it.</summary>
    private static string Literal(string text, int number) => (number % 3) switch
    {
        1 when !text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate) => "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"",
        _ => SymbolDisplay.FormatLiteral(text, quote: true),
    };

    /// <summary>Compiles for all targets; whether there is code. Without it there has to be an error, inside the text.</summary>
    private static bool Compile(FormulaSource source, Compiler.OptimizationLevel level)
    {
        BoundFormula bound = Compilation.Bind(source);
        Assert.All(bound.Diagnostics, diagnostic =>
        {
            Assert.InRange(diagnostic.Span.Start, 0, source.Text.Length);
            Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, source.Text.Length);
            Assert.InRange(diagnostic.Message.Length, 1, 2_000);
        });
        bool hasError = bound.Diagnostics.Any(diagnostic => diagnostic.Descriptor.Severity == Compiler.Text.DiagnosticSeverity.Error);
        Assert.Equal(hasError, bound.Function is null);
        if (bound.Function is null)
        {
            return false;
        }

        Assert.Equal(TargetTable.All.Count, Compilation.CompileAll(bound, TargetTable.All, level, listing: true).Count);
        Assert.NotEmpty(FallbackWriter.Write(bound.Function, ""));
        return true;
    }

    private static FormulaSource Source(
        string text, string name, IReadOnlyList<Parameter> parameters, IReadOnlyList<FormulaSource> methods, ElementType result = ElementType.Int32) => new()
    {
        Text = text,
        MethodName = name,
        Parameters = parameters,
        ResultType = result,
        Methods = methods,
    };

    /// <summary>The processor time of the quickest of three runs, should the first be slow.</summary>
    private static TimeSpan Time(Action action)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int run = 0; run < 3 && best > s_limit; run++)
        {
            TimeSpan start = ThreadClock.Now;
            action();
            TimeSpan time = ThreadClock.Now - start;
            best = time < best ? time : best;
        }

        return best;
    }

    /// <summary>Runs an action for each number, on threads with the stack of a compiler host.</summary>
    private static void InThreads(int count, Action<int> action)
    {
        int next = -1;
        var failures = new ConcurrentQueue<string>();
        var threads = new Thread[Environment.ProcessorCount];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(
                () =>
                {
                    for (int number = Interlocked.Increment(ref next); number < count && failures.IsEmpty; number = Interlocked.Increment(ref next))
                    {
                        try
                        {
                            action(number);
                        }
                        catch (Exception exception)
                        {
                            failures.Enqueue(number + ": " + (exception.InnerException ?? exception));
                        }
                    }
                },
                StackSize);
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.True(failures.IsEmpty, string.Join("\n", failures));
    }
}
