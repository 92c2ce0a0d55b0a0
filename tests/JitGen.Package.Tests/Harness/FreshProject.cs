using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace JitGen.Package.Tests;

/// <summary>A project of a user, with the package installed.</summary>
internal sealed class FreshProject
{
    private readonly string _targetFramework;

    private FreshProject(string name, string folder, string targetFramework)
    {
        Name = name;
        Folder = folder;
        _targetFramework = targetFramework;
    }

    public string Name { get; }

    public string Folder { get; }

    public string ProjectFile => Path.Combine(Folder, Name + ".csproj");

    /// <summary>The properties of a console application as its template has them, what the package needs, and no mercy for warnings.</summary>
    private static readonly (string Name, string Value)[] s_properties =
    [
        ("OutputType", "Exe"),
        ("TargetFramework", "net10.0"),
        ("ImplicitUsings", "enable"),
        ("Nullable", "enable"),
        ("AllowUnsafeBlocks", "true"),
        ("TreatWarningsAsErrors", "true"),
    ];

    /// <summary>Writes a project.</summary>
    /// <param name="package">What it installs.</param>
    /// <param name="name">Its name, which is the name of its folder.</param>
    /// <param name="files">Names and texts of its files.</param>
    /// <param name="properties">Such as <c>TargetFramework=net8.0</c>: added to those of a console application, or instead of them.</param>
    public static FreshProject Create(
        PackedJitGen package, string name, IEnumerable<(string Name, string Text)> files, params string[] properties)
    {
        Dictionary<string, string> all = s_properties.ToDictionary(property => property.Name, property => property.Value);
        foreach (string[] property in properties.Select(text => text.Split('=')))
        {
            all[property[0]] = property[1];
        }
        FreshProject project = new(name, Directory.CreateDirectory(Path.Combine(package.Folder, name)).FullName, all["TargetFramework"]);
        StringBuilder text = new("<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n");
        foreach ((string property, string value) in all)
        {
            text.Append($"    <{property}>{value}</{property}>\n");
        }
        text.Append("  </PropertyGroup>\n  <ItemGroup>\n");
        text.Append($"    <PackageReference Include=\"{PackedJitGen.Id}\" Version=\"{package.Version}\" />\n");
        text.Append("  </ItemGroup>\n</Project>\n");
        File.WriteAllText(project.ProjectFile, text.ToString());
        project.Write(files);
        return project;
    }

    /// <summary>A project that something else has made.</summary>
    public static FreshProject Open(string folder, string targetFramework) => new(Path.GetFileName(folder), folder, targetFramework);

    /// <summary>Writes or replaces files.</summary>
    public void Write(IEnumerable<(string Name, string Text)> files)
    {
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(Folder, name), text);
        }
    }

    /// <summary>Replaces a text of the project's file, which must be there.</summary>
    public void Edit(string text, string replacement)
    {
        string before = File.ReadAllText(ProjectFile);
        Assert.Contains(text, before);
        File.WriteAllText(ProjectFile, before.Replace(text, replacement));
    }

    /// <summary>Builds, and tells what the build said.</summary>
    /// <param name="options">Options such as <c>-p:RunAnalyzersDuringBuild=false</c>.</param>
    public BuildResult Build(params string[] options) => RunSdk("build", options);

    /// <summary>The project, built without any complaint.</summary>
    public FreshProject Built(params string[] options)
    {
        Build(options).SucceededSilently();
        return this;
    }

    /// <summary>Publishes without any complaint, and returns the folder of the result.</summary>
    public string Publish(params string[] options)
    {
        string output = Path.Combine(Folder, "published");
        RunSdk("publish", ["--output", output, .. options]).SucceededSilently();
        return output;
    }

    /// <summary>Runs the program that <see cref="Build"/> has made.</summary>
    /// <param name="environment">Variables such as <c>JITGEN_REQUIRE=1</c>.</param>
    public CommandResult Run(params string[] environment) =>
        Command.Run("dotnet", Folder, ["exec", Path.Combine(Folder, "bin", "Debug", _targetFramework, Name + ".dll")], environment);

    private BuildResult RunSdk(string command, string[] options) =>
        BuildResult.Of(Command.Run("dotnet", Folder, [command, .. BuildResult.Options, .. options]));
}
