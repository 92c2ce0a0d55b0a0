using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace JitGen.Package.Tests;

/// <summary>What a build says about mistakes, with analyzers and without.</summary>
[Collection(PackageCollection.Name)]
public class BuildErrorTests(PackedJitGen package)
{
    private const string WithoutAnalyzers = "-p:RunAnalyzersDuringBuild=false";

    /// <summary>The C# compiler stops at the missing body (CS8795) before it asks any analyzer; what is wrong is said all the same.</summary>
    [Fact]
    public void AWrongFormulaStopsTheBuildAtItsCharactersWithAnalyzersAndWithout()
    {
        string wrong = FormulaProgram.OneKernel.Replace("\"a + b\"", "\"a + bb\"", StringComparison.Ordinal);
        FreshProject project = FreshProject.Create(package, "WrongFormula", Program(wrong));

        foreach (BuildResult build in (BuildResult[])[project.Build(), project.Build(WithoutAnalyzers)])
        {
            build.FailedWith("CS8795", "JG0010");
            BuildMessage error = Assert.Single(build.Errors, error => error.Id == "JG0010");
            Assert.Equal(("Kernels.cs", PlaceOf("bb", wrong)), (error.File, (error.Line, error.Column)));
            Assert.Contains("'bb'", error.Text);
        }

        project.Write(Program(FormulaProgram.OneKernel));
        project.Built(WithoutAnalyzers);
        Assert.Equal("42\n", project.Run(Machine.Require).Succeeded().Output);
    }

    [Fact]
    public void WarningsAreShownAndNotAsErrors()
    {
        string unused = FormulaProgram.OneKernel.Replace("\"a + b\"", "\"a + a\"", StringComparison.Ordinal);
        FreshProject project = FreshProject.Create(package, "UnusedParameter", Program(unused), "TreatWarningsAsErrors=false");

        BuildResult build = project.Build();
        build.Command.Succeeded();
        BuildMessage warning = build.Warnings.Single();
        Assert.Equal(("JG0016", "Kernels.cs", PlaceOf("b);", unused)), (warning.Id, warning.File, (warning.Line, warning.Column)));
    }

    [Fact]
    public void ProjectsWithoutUnsafeCodeAreToldToAllowIt()
    {
        FreshProject project = FreshProject.Create(package, "WithoutUnsafe", Program(FormulaProgram.OneKernel), "AllowUnsafeBlocks=false");

        foreach (BuildResult build in (BuildResult[])[project.Build(), project.Build(WithoutAnalyzers)])
        {
            build.Command.Require(build.Command.ExitCode != 0);
            BuildMessage error = Assert.Single(build.Errors, error => error.Id.StartsWith("JG", StringComparison.Ordinal));
            Assert.Contains("AllowUnsafeBlocks", error.Text);
            Assert.Equal("Kernels.cs", error.File);
        }
    }

    /// <summary>Such a compiler would leave out the generator, so that the build has to say it.</summary>
    [Fact]
    public void ACompilerTooOldForTheGeneratorIsNamed()
    {
        FreshProject project = FreshProject.Create(package, "OldCompiler", Program(FormulaProgram.OneKernel));

        BuildResult build = project.Build("-p:CompilerApiVersion=roslyn4.7");
        build.FailedWith("JG0065");
        Assert.Contains("4.7", build.Errors.Single().Text);
        Assert.Contains("8.0.100", build.Errors.Single().Text);
    }

    /// <summary>An editor and the command line share the folder obj: what one leaves there must not make the other compile again.</summary>
    [Fact]
    public void AnEditorLeavesErrorsToTheAnalyzerAndDoesNotMakeTheBuildCompileAgain()
    {
        string[] editor = ["-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:BuildProjectReferences=false"];
        FreshProject project = FreshProject.Create(package, "Editor", Program(FormulaProgram.OneKernel)).Built();
        string compiled = Path.Combine(project.Folder, "obj", "Debug", "net10.0", "Editor.dll");
        DateTime first = File.GetLastWriteTimeUtc(compiled);

        project.Build(["-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", .. editor]).SucceededSilently();
        project.Built();
        Assert.Equal(first, File.GetLastWriteTimeUtc(compiled));

        // The C# compiler's own error alone, where an analyzer would say the rest.
        project.Write(Program(FormulaProgram.OneKernel.Replace("a + b", "a + bb", StringComparison.Ordinal)));
        project.Build(["-t:Compile", .. editor]).FailedWith("CS8795");
        project.Build().FailedWith("CS8795", "JG0010");
    }

    private static IEnumerable<(string Name, string Text)> Program(string kernels) =>
        [("Kernels.cs", kernels), ("Program.cs", "Console.WriteLine(Kernels.Add(40, 2));")];

    /// <summary>The line and the column of a part of a text, from 1.</summary>
    private static (int Line, int Column) PlaceOf(string part, string text)
    {
        string before = text[..text.IndexOf(part, StringComparison.Ordinal)];
        return (before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
