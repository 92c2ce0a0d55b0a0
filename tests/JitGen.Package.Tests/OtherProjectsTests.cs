using System;
using System.IO;
using System.Linq;

namespace JitGen.Package.Tests;

/// <summary>Older frameworks, and formulas in a library.</summary>
[Collection(PackageCollection.Name)]
public class OtherProjectsTests(PackedJitGen package)
{
    private static readonly string[] s_targets = ["Arm64Aapcs64", "X64V3SysV", "X64V3Win64"];

    [Fact]
    public void TheOldestFrameworkAndLanguageWillDo()
    {
        FreshProject project = FreshProject.Create(
            package, "Oldest", FormulaProgram.Sources(), "TargetFramework=net8.0", "LangVersion=12").Built();

        // A machine with the newest .NET only has none that the program asks for.
        Outcome.Of(project.Run(Machine.Require, "DOTNET_ROLL_FORWARD=Major")).RanAs(Machine.Target).AgreesWith(package.NativeOutcome);
    }

    [Fact]
    public void ALibraryBringsCodeForEveryTargetAndAnApplicationForItsOwn()
    {
        FreshProject library = FreshProject.Create(
            package, "Library", [("Kernels.cs", FormulaProgram.OneKernel)], "OutputType=Library", "EmitCompilerGeneratedFiles=true");
        string own = FormulaProgram.OneKernel.Replace("Kernels", "OwnKernels", StringComparison.Ordinal);
        FreshProject application = FreshProject.Create(
            package,
            "Application",
            [("OwnKernels.cs", own), ("Program.cs", "Console.WriteLine(Kernels.Add(40, 2) + OwnKernels.Add(1, 1));")],
            $"RuntimeIdentifier={Machine.RuntimeIdentifier}",
            "EmitCompilerGeneratedFiles=true");
        // The package comes with the library.
        string reference = $"<ProjectReference Include=\"{library.ProjectFile}\" />";
        application.Edit($"<PackageReference Include=\"{PackedJitGen.Id}\" Version=\"{package.Version}\" />", reference);
        application.Built();

        string program = Path.Combine(application.Folder, "bin", "Debug", "net10.0", Machine.RuntimeIdentifier, "Application.dll");
        Assert.Equal("44\n", Command.Run("dotnet", application.Folder, ["exec", program], Machine.Require).Succeeded().Output);
        Assert.Equal(s_targets, Targets(library));
        Assert.Equal([Machine.NativeTarget], Targets(application));
    }

    /// <summary>The targets whose tables are in the generated source.</summary>
    private static string[] Targets(FreshProject project)
    {
        string[] generated = Directory.GetFiles(Path.Combine(project.Folder, "obj"), "*.g.cs", SearchOption.AllDirectories);
        string text = string.Concat(generated.Select(File.ReadAllText));
        return [.. s_targets.Where(target => text.Contains("NativeTarget." + target, StringComparison.Ordinal))];
    }
}
