using System.IO;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>The same program compiled ahead of time, for a baseline processor without AVX.</summary>
[Collection(PackageCollection.Name)]
public class NativeAotTests(PackedJitGen package)
{
    [Fact]
    public void FormulasRunAsMachineCode()
    {
        if (ExternalEngine.NativeAot.Find() is null)
        {
            return;
        }
        FreshProject project = FreshProject.Create(
            package,
            "FreshNativeAot",
            FormulaProgram.Sources(),
            "TargetFramework=net9.0",
            "PublishAot=true",
            $"RuntimeIdentifier={Machine.RuntimeIdentifier}");
        string program = Path.Combine(project.Publish(), project.Name);

        // Not compared with C# here: .NET 9 rounds from ulong to float twice.
        Outcome.Of(Command.Run(program, project.Folder, [], Machine.Require)).RanAs(Machine.Target).AgreesWith(package.NativeOutcome);
        Outcome.Of(Command.Run(program, project.Folder, [], "JITGEN_MEMORY=off")).RanAs("managed").AgreesWith(package.NativeOutcome);
        ExternalEngine.NativeAot.NoteRun("the program of the package's tests, .NET 9");
    }
}
