using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>The same program built for Windows, and what the runtime's own tests have fresh processes do.</summary>
[Collection(PackageCollection.Name)]
public class WindowsTests(PackedJitGen package)
{
    private static readonly string[] s_publishing = ["--runtime", "win-x64", "--self-contained", "-p:UseAppHost=true"];

    [Fact]
    public void FormulasRunAsMachineCode()
    {
        if (!Machine.RunsNativeCode || ExternalEngine.Wine.Find() is not [string wine])
        {
            return;
        }
        FreshProject project = FreshProject.Create(package, "FreshWindows", FormulaProgram.Sources());
        string program = Path.Combine(project.Publish(s_publishing), project.Name + ".exe");

        // Not compared with C# here: under wine int.MinValue / -1 throws the exception of a division by zero.
        Outcome.Of(Wine.Run(package, wine, program, [], "JITGEN_REQUIRE=1")).RanAs("x64-v3-win64").AgreesWith(package.NativeOutcome);
        Outcome.Of(Wine.Run(package, wine, program, [], "JITGEN_MEMORY=off")).RanAs("managed").AgreesWith(package.NativeOutcome);
        ExternalEngine.Wine.NoteRun("the program of the package's tests");
    }

    [Fact]
    public void TheRuntimeMapsBindsAndUnwinds()
    {
        if (!Machine.RunsNativeCode || ExternalEngine.Wine.Find() is not [string wine])
        {
            return;
        }
        string project = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "JitGen.Runtime.Tests", "JitGen.Runtime.Tests.csproj");
        string build = Path.Combine(package.Folder, "RuntimeTests"), output = Path.Combine(build, "published");
        Command.Run("dotnet", package.Folder, ["publish", project, "--output", output, "--artifacts-path", build, .. s_publishing]).Succeeded();

        Dictionary<string, string> status = Scenario("status", "JITGEN_REQUIRE=1");
        Assert.Equal("42", status["sum"]);
        Assert.Equal("x64-v3-win64", status["imageTarget"]);

        Dictionary<string, string> storm = Scenario("storm");
        Assert.Equal(("0", "0", ""), (storm["wrong"], storm["different"], storm["violations"]));
        Assert.Equal(("500", "500"), (storm["distinct"], storm["images"]));

        Dictionary<string, string> unwind = Scenario("unwind");
        Assert.Equal(("10", "0"), (unwind["offsets"], unwind["wrong"]));
        Assert.Equal("", Scenario("floating")["mistakes"]);
        ExternalEngine.Wine.NoteRun("the scenarios of the runtime's tests");

        Dictionary<string, string> Scenario(string name, params string[] environment) =>
            Wine.Run(package, wine, Path.Combine(output, "JitGen.Runtime.Tests.exe"), [name], environment).Succeeded()
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('=', 2))
                .ToDictionary(parts => parts[0], parts => parts[1]);
    }
}
