using System;
using System.IO;
using System.Linq;

namespace JitGen.Package.Tests;

/// <summary>The packages for formulas that are known only at run time: the library, and the tool for the shell.</summary>
[Collection(PackageCollection.Name)]
public class DynamicTests(PackedJitGen package)
{
    private const string Program = """
        using JitGen;

        using NativeFormula<Payoff> payoff = NativeFormula.Compile<Payoff>("max(spot - strike, 0)");
        Console.WriteLine(payoff.Invoke(105, 100));

        float[] x = [1, 2, 3], result = new float[3];
        NativeFormula.Compile<Scale>("x * w", new NativeFormulaOptions { Tier = FormulaTier.Native }).Invoke(x, 2, result);
        Console.WriteLine(string.Join(' ', result));

        Console.WriteLine(NativeFormula.Compile<Func<double, double>>("x / 4").Invoke(1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            NativeFormula.Compile<Payoff>("max(spot - strik, 0)");
        }
        catch (NativeFormulaException exception)
        {
            Console.WriteLine(exception.Diagnostics[0].Id + " at " + exception.Diagnostics[0].Position);
        }

        [NativeFormula]
        internal delegate double Payoff(double spot, double strike);

        [NativeFormula]
        internal delegate void Scale(ReadOnlySpan<float> x, float w, Span<float> result);
        """;

    [Fact]
    public void ThePackageAloneBringsGeneratorCompilerAndRuntime()
    {
        package.Add("JitGen.Dynamic");
        FreshProject project = FreshProject.Create(package, "FreshDynamic", [("Program.cs", Program)]);
        project.Edit($"Include=\"{PackedJitGen.Id}\"", "Include=\"JitGen.Dynamic\"");

        Assert.Equal("5\n2 4 6\n0.25\nJG0010 at 11\n", project.Built().Run(Machine.Require).Succeeded().Output);
    }

    [Fact]
    public void TheToolRunsFromItsPackage()
    {
        package.Add("JitGen.Tool");
        string folder = Path.Combine(package.Folder, "tool");
        Command.Run("dotnet", package.Folder, ["tool", "install", "JitGen.Tool", "--tool-path", folder, "--version", package.Version]).Succeeded();
        string tool = Directory.GetFiles(folder, "jitgen*").Single(file => Path.GetFileNameWithoutExtension(file) == "jitgen");

        Assert.Equal("10\n", Command.Run(tool, folder, ["run", "x*x + y", "x=3", "y=1"]).Succeeded().Output);
        Assert.Contains("fadd d0, d16, d0", Command.Run(tool, folder, ["show", "x*x + 1", "--params", "double x", "--target", "arm64"]).Succeeded().Output);

        CommandResult wrong = Command.Run(tool, folder, ["show", "x*x + zoom(1)"]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Equal("formula(7): error JG0011: There is no function 'zoom'.\n    x*x + zoom(1)\n          ^~~~\n", wrong.Errors.ReplaceLineEndings("\n"));
    }
}
