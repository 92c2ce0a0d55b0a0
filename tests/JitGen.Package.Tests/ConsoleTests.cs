using System.IO;

namespace JitGen.Package.Tests;

/// <summary>A console application on the newest .NET.</summary>
[Collection(PackageCollection.Name)]
public class ConsoleTests(PackedJitGen package)
{
    [Fact]
    public void ThePackageInstallsByTheCommandsThatTheReadmeNames()
    {
        Command.Run("dotnet", package.Folder, ["new", "console", "--name", "FromTemplate", "--no-restore"]).Succeeded();
        FreshProject project = FreshProject.Open(Path.Combine(package.Folder, "FromTemplate"), "net10.0");
        string[] adding = ["add", "package", PackedJitGen.Id, "--version", package.Version, "--no-restore"];
        Command.Run("dotnet", project.Folder, adding).Succeeded();
        project.Edit("<Nullable>", "<AllowUnsafeBlocks>true</AllowUnsafeBlocks><Nullable>");
        project.Write([("Kernels.cs", FormulaProgram.OneKernel), ("Program.cs", "Console.WriteLine(Kernels.Add(40, 2));")]);

        Assert.Equal("42\n", Command.Run("dotnet", project.Folder, ["run"], Machine.Require).Succeeded().Output);
    }

    [Fact]
    public void FormulasRunAsMachineCodeAndGiveWhatCSharpGives()
    {
        Outcome native = package.NativeOutcome;

        native.RanAs(Machine.Target);
        Assert.Empty(native.Differences);
        Assert.Contains("Add(40, 2) = 42\n", native.Results);
        Assert.Contains("Divide(1, 0) = DivideByZeroException: ", native.Results);
        Assert.Contains("Divide(int.MinValue, -1) = OverflowException: ", native.Results);
        Assert.Contains("Within(5, 0, 5) = False\n", native.Results);
        Assert.Contains("Hypotenuse(3, 4) = 0x4014000000000000\n", native.Results);
    }

    [Theory]
    [InlineData("JITGEN_MEMORY=off", true)]
    [InlineData("JITGEN_ISA=x64-v2", false)]
    [InlineData("DOTNET_EnableAVX2=0", false)]
    public void WhereMachineCodeCannotRunTheFallbackGivesTheSame(string setting, bool concernsArm64)
    {
        string target = Machine.IsArm64 && !concernsArm64 ? Machine.Target : "managed";
        Outcome.Of(package.Console.Run(setting)).RanAs(target).AgreesWith(package.NativeOutcome);
    }

    [Fact]
    public void WhereMachineCodeIsRequiredTheFallbackIsAnError()
    {
        CommandResult run = package.Console.Run("JITGEN_REQUIRE=1", "JITGEN_MEMORY=off");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("PlatformNotSupportedException", run.Errors);
    }
}
