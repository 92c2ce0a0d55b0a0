using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Targets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    private static readonly FormulaSource s_helper = Source(
        "(a + b) * 3", "Helper", [new("a", ElementType.Int32), new("b", ElementType.Int32)], []);

    [Fact]
    public void RandomTextsGiveCodeOrAnError()
    {
        int accepted = 0;
        InThreads(RandomTexts, number =>
        {
            ElementType type = number % 2 == 0 ? ElementType.Double : (ElementType)(1 + (number / 2 % (int)ElementType.Double));
            FormulaSource source = Source(HostileTexts.Random(number), "Self", s_parameters, [s_helper], type);
            if (Compile(source, number % 16 == 0 ? Compiler.OptimizationLevel.None : Compiler.OptimizationLevel.Full))
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
        const string Text =
            "var t = checked((int)c * 0x1F) /* note */ + (p && a <= b ? Helper(a, 1_0) >>> 3 : -int.MaxValue); "
            + "Math.Max(t, 2) % 1.5e3 - sqrt(.5f)";
        InThreads(Text.Length, end => Compile(Text[..end]));
        InThreads(Text.Length, start => Compile(Text[start..]));

        static bool Compile(string text) => HostileTextTests.Compile(
            Source(text, "Self", s_parameters, [s_helper], ElementType.Double), Compiler.OptimizationLevel.Full);
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
            int first = RandomTexts + (project * ProjectSize);
            CheckProject([.. Enumerable.Range(0, ProjectSize).Select(i => Method(HostileTexts.Random(first + i), i)), HelperMethod]);
        }
    }

    [Fact]
    public void HugeTextsInAProjectGiveABodyOrAnError()
    {
        // All shapes, but of the texts of a megabyte and more every tenth: the C# compiler takes its time to read them.
        const int Large = 400_000;
        int large = 0;
        (string Name, string Text)[] texts = [.. HostileTexts.Huge().Where(item => item.Text.Length < Large || large++ % 10 == 0)];
        CheckProject([.. texts.Select((item, i) => Method(item.Text, i)), HelperMethod]);
    }

    [Fact]
    public void CallsThatMultiplyInAProjectGiveAnError()
    {
        IEnumerable<string> methods = Enumerable.Range(1, 399)
            .Select(i => Sources.Method($"F{i - 1}(a) + F{i - 1}(a + 1)", $"int F{i}(int a)"));
        CheckProject([Sources.Method("a", "int F0(int a)"), .. methods]);
    }

    private static string HelperMethod => Sources.Method("(a + b) * 3", "int Helper(int a, int b)");

    private static string Method(string text, int number) =>
        Sources.Argument(Literal(text, number), $"int M{number}({HostileTexts.Parameters})");

    /// <summary>Every method has a generated body, or an error at its place, from the generator and from the analyzer alike.</summary>
    private static void CheckProject(string[] methods)
    {
        var project = new Project(Sources.Class(methods))
        {
            Output = OutputKind.ConsoleApplication,
            Properties = { ["RuntimeIdentifier"] = "linux-x64" },
        };
        Generated generated = project.Generate();
        Assert.Null(generated.Run.Results[0].Exception);
        Assert.DoesNotContain(generated.GeneratorDiagnostics, diagnostic => diagnostic.Id is "JG0064" || diagnostic.Id[..2] == "CS");

        string bodies = string.Concat(generated.Files.Values);
        int[] errors = [.. generated.GeneratorDiagnostics.Select(diagnostic => diagnostic.Location.SourceSpan.Start)];
        SyntaxTree tree = generated.Compilation.SyntaxTrees.First();
        MethodDeclarationSyntax[] declarations = [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()];
        Assert.Equal(methods.Length, declarations.Length);
        Assert.All(declarations, method =>
        {
            bool hasBody = bodies.Contains(" " + method.Identifier.Text + "(", StringComparison.Ordinal);
            bool hasError = errors.Any(method.Span.IntersectsWith);
            Assert.NotEqual(hasBody, hasError);
        });

        // A method without a body, an application without Main.
        Assert.DoesNotContain(generated.Diagnostics(DiagnosticSeverity.Error), diagnostic => diagnostic.Id is not ("CS8795" or "CS5001"));
        Assert.Equal(
            Describe(generated.GeneratorDiagnostics),
            Describe(project.Analyze().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    private static IEnumerable<string> Describe(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => diagnostic.Id + diagnostic.Location.SourceSpan).Order(StringComparer.Ordinal);

    /// <summary>The text as a literal of the kind that the number chooses, if that kind can hold it.</summary>
    private static string Literal(string text, int number) => (number % 3) switch
    {
        1 when !text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate) =>
            "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"",
        _ => SymbolDisplay.FormatLiteral(text, quote: true),
    };

    /// <summary>Compiles for all targets; whether there is code. Without it there has to be an error, inside the text.</summary>
    private static bool Compile(FormulaSource source, Compiler.OptimizationLevel level)
    {
        BoundFormula bound = JitGen.Compiler.Compilation.Bind(source);
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

        Assert.Equal(TargetTable.All.Count, JitGen.Compiler.Compilation.CompileAll(bound, TargetTable.All, level, listing: true).Count);
        Assert.NotEmpty(FallbackWriter.Write(bound.Function, ""));
        return true;
    }

    private static FormulaSource Source(
        string text,
        string name,
        IReadOnlyList<Parameter> parameters,
        IReadOnlyList<FormulaSource> methods,
        ElementType result = ElementType.Int32) => new()
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
                    int number;
                    while ((number = Interlocked.Increment(ref next)) < count && failures.IsEmpty)
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
