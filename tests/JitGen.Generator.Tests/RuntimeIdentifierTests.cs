using System;
using System.Linq;
using JitGen.Compiler.Targets;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Tests;

/// <summary>Which targets a project gets code for.</summary>
public class RuntimeIdentifierTests
{
    private const string All = "X64V3SysV X64V3Win64 Arm64Aapcs64";

    [Theory]
    [InlineData("", All)]
    [InlineData("linux-x64", "X64V3SysV")]
    [InlineData("linux-musl-x64", "X64V3SysV")]
    [InlineData("ubuntu.22.04-x64", "X64V3SysV")]
    [InlineData("osx-x64", "X64V3SysV")]
    [InlineData("win-x64", "X64V3Win64")]
    [InlineData("win10-x64", "X64V3Win64")]
    [InlineData("linux-arm64", "Arm64Aapcs64")]
    [InlineData("linux-bionic-arm64", "Arm64Aapcs64")]
    [InlineData("osx-arm64", "Arm64Aapcs64")]
    [InlineData("osx.14-arm64", "Arm64Aapcs64")]
    [InlineData("win-arm64", "")]
    [InlineData("win-x86", "")]
    [InlineData("linux-arm", "")]
    [InlineData("browser-wasm", "")]
    [InlineData("linux-riscv64", "")]
    [InlineData("linux", All)]
    [InlineData("any", All)]
    [InlineData("something-else", All)]
    public void AnApplicationGetsTheTargetsOfItsPlatform(string identifier, string targets) =>
        Check(OutputKind.ConsoleApplication, identifier, targets);

    [Theory]
    [InlineData("", "X64V3 X64V4 Arm64")]
    [InlineData("linux-x64", "X64V3 X64V4")]
    [InlineData("win-x64", "X64V3 X64V4")]
    [InlineData("osx-arm64", "Arm64")]
    [InlineData("win-arm64", "Arm64")]
    [InlineData("win-x86", "")]
    [InlineData("browser-wasm", "")]
    public void FormulasOverSpansAskForTheProcessorOnly(string identifier, string targets)
    {
        var project = new Project(Sources.Class(
            Sources.Method("sum(x)", "int Sum(System.ReadOnlySpan<int> x)"),
            "    public static void Main() { }\n    public static int Call() => Sum(new[] { 40, 2 });\n"))
        {
            Output = OutputKind.ConsoleApplication,
            Properties = { ["RuntimeIdentifier"] = identifier },
        };
        Generated generated = project.Generate().AssertClean();
        string[] known = [.. TargetTable.Kernels.Select(target => target.RuntimeId)];
        string[] found = [.. known.Where(target => generated.File.Contains("NativeTarget." + target + ",", StringComparison.Ordinal))];
        Assert.Equal(targets.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
        Assert.Equal(42, generated.Call("K", "Call"));
    }

    [Fact]
    public void ALibraryGetsAll() => Check(OutputKind.DynamicallyLinkedLibrary, "linux-x64", All);

    [Fact]
    public void AWindowsApplicationIsAnApplication() => Check(OutputKind.WindowsApplication, "win-x64", "X64V3Win64");

    private static void Check(OutputKind output, string identifier, string targets)
    {
        var project = new Project(
            Sources.Class(Sources.Method("a + b", "int Add(int a, int b)"), "    public static void Main() { }\n"))
        {
            Output = output,
            Properties = { ["RuntimeIdentifier"] = identifier },
        };
        Generated generated = project.Generate();
        Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Error));
        string[] known = [.. TargetTable.All.Select(target => target.RuntimeId)];
        string[] found = [.. known.Where(target => generated.File.Contains("NativeTarget." + target, StringComparison.Ordinal))];
        Assert.Equal(targets.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
        Assert.Equal(42, generated.Call("K", "Add", 40, 2));
    }
}
