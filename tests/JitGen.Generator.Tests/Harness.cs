using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using JitGen.Generator.Compilations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace JitGen.Generator.Tests;

/// <summary>A project of one or more files, to be compiled with the generator and the analyzer, as a build would.</summary>
internal sealed class Project
{
    private static readonly string[] s_assemblies = ["System.Private.CoreLib.dll", "System.Runtime.dll", "System.Runtime.Extensions.dll"];

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => s_assemblies.Contains(Path.GetFileName(path)))
            .Append(typeof(NativeExpressionAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly List<SyntaxTree> _trees = [];

    /// <param name="sources">The text of each file.</param>
    public Project(params string[] sources) => Sources = sources;

    public string[] Sources { get; }

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp12;

    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public bool AllowUnsafe { get; init; } = true;

    public bool CheckOverflow { get; init; }

    /// <summary>Whether everything that the C# compiler can warn about is an error, documentation included.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The compiler of formulas behind the generator and the analyzer.</summary>
    public FormulaCompiler Compiler { get; init; } = FormulaCompiler.Shared;

    /// <summary>Global options of the compiler, MSBuild properties that it can see among them.</summary>
    public Dictionary<string, string> Properties { get; init; } = [];

    /// <summary>The project without what is generated.</summary>
    public CSharpCompilation Compile()
    {
        var parseOptions = new CSharpParseOptions(
            LanguageVersion, IsStrict ? DocumentationMode.Diagnose : DocumentationMode.Parse);
        for (int i = _trees.Count; i < Sources.Length; i++)
        {
            _trees.Add(CSharpSyntaxTree.ParseText(Sources[i], parseOptions, "File" + i + ".cs", System.Text.Encoding.UTF8));
        }

        var options = new CSharpCompilationOptions(
            Output,
            allowUnsafe: AllowUnsafe,
            checkOverflow: CheckOverflow,
            nullableContextOptions: NullableContextOptions.Enable,
            optimizationLevel: Microsoft.CodeAnalysis.OptimizationLevel.Release,
            generalDiagnosticOption: IsStrict ? ReportDiagnostic.Error : ReportDiagnostic.Default,
            warningLevel: IsStrict ? 9999 : 4,
            deterministic: true);
        return CSharpCompilation.Create("UserProject", _trees, s_references, options);
    }

    /// <summary>A driver that tracks the steps of the generator.</summary>
    public GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new NativeExpressionGenerator(Compiler).AsSourceGenerator()],
        parseOptions: new CSharpParseOptions(LanguageVersion),
        optionsProvider: new OptionsProvider(Properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator.</summary>
    public Generated Generate()
    {
        GeneratorDriver driver = CreateDriver().RunGeneratorsAndUpdateCompilation(
            Compile(), out Microsoft.CodeAnalysis.Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return new Generated((CSharpCompilation)output, driver.GetRunResult(), diagnostics);
    }

    /// <summary>Runs the generator, then the analyzer on the result; returns what the analyzer says, in the order of the text.</summary>
    [SuppressMessage("Usage", "xUnit1031", Justification = "The analyzer driver offers tasks only.")]
    public ImmutableArray<Diagnostic> Analyze() =>
    [
        .. Generate().Compilation
            .WithAnalyzers([new NativeExpressionAnalyzer(Compiler)], new AnalyzerOptions([], new OptionsProvider(Properties)))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
    ];

    private sealed class OptionsProvider(Dictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new(properties);

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;
    }

    private sealed class Options(Dictionary<string, string> properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            properties.TryGetValue(key.Replace("build_property.", "", StringComparison.Ordinal), out value);
    }
}

/// <summary>A project with what the generator added.</summary>
internal sealed record Generated(
    CSharpCompilation Compilation, GeneratorDriverRunResult Run, ImmutableArray<Diagnostic> GeneratorDiagnostics)
{
    /// <summary>The generated files by name.</summary>
    public Dictionary<string, string> Files => Run.Results[0].GeneratedSources.ToDictionary(
        source => source.HintName, source => source.SourceText.ToString());

    /// <summary>The only generated file.</summary>
    public string File => Assert.Single(Files.Values);

    /// <summary>The errors of the C# compiler, or warnings too.</summary>
    public ImmutableArray<Diagnostic> Diagnostics(DiagnosticSeverity from) =>
        [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= from)];

    /// <summary>Asserts that the C# compiler has nothing to say.</summary>
    public Generated AssertClean()
    {
        Assert.Empty(GeneratorDiagnostics);
        Assert.Empty(Diagnostics(DiagnosticSeverity.Info).Select(diagnostic => diagnostic + "\n" + diagnostic.Location.SourceTree));
        return this;
    }

    /// <summary>Compiles to bytes and loads them into a context of their own.</summary>
    public Assembly Load()
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext("UserProject", isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>Loads the project and calls a static method of it.</summary>
    public object? Call(string type, string method, params object[] arguments) =>
        Load().GetType(type, throwOnError: true)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
