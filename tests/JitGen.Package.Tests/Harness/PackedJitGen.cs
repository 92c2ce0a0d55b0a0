using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>The tests of this project run one after the other, on one package.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedJitGen>
{
    internal const string Name = "Package";
}

/// <summary>
/// The package, packed from the sources into a temporary folder that projects install it from. Its version is new each time, so
/// that no cache knows it; in the end it is taken out of the cache of installed packages.
/// </summary>
public sealed class PackedJitGen : IDisposable
{
    internal const string Id = "JitGen";

    private const string FolderOfPackages = "packages";

    private const string NuGetConfig =
        $"""
        <configuration>
          <packageSources>
            <add key="packed" value="{FolderOfPackages}" />
          </packageSources>
        </configuration>
        """;

    private readonly HashSet<string> _added = [];
    private readonly Lazy<FreshProject> _console;
    private readonly Lazy<Outcome> _nativeOutcome;

    public PackedJitGen()
    {
        Folder = Directory.CreateTempSubdirectory("jitgen-package-").FullName;
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}");
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), NuGetConfig);
        // A project of a user inherits nothing, whatever lies in the folders above the temporary one.
        foreach (string inherited in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(Folder, inherited), "<Project />");
        }
        try
        {
            Pack(FolderOfPackages);
        }
        catch
        {
            Directory.Delete(Folder, recursive: true);
            throw;
        }
        _console = new(() => FreshProject.Create(this, "FreshConsole", FormulaProgram.Sources()).Built());
        _nativeOutcome = new(() => Outcome.Of(Console.Run(Machine.Require)));
    }

    /// <summary>Where everything happens.</summary>
    internal string Folder { get; }

    internal string Version { get; }

    internal string PackagePath => Path.Combine(Folder, FolderOfPackages, $"{Id}.{Version}.nupkg");

    internal string SymbolsPath => Path.ChangeExtension(PackagePath, ".snupkg");

    /// <summary>The program of all formulas as a console application, built on first use.</summary>
    internal FreshProject Console => _console.Value;

    /// <summary>What that program writes when machine code runs, which is what it has to write everywhere.</summary>
    internal Outcome NativeOutcome => _nativeOutcome.Value;

    /// <summary>Packs another package of the repository beside this one, with the same version.</summary>
    /// <param name="id">Its id, which is the name of its project.</param>
    internal void Add(string id)
    {
        if (_added.Add(id))
        {
            Pack(FolderOfPackages, id);
        }
    }

    /// <summary>Packs a project into a folder below <see cref="Folder"/>. The build takes and leaves nothing in the repository.</summary>
    internal string Pack(string folder, string name = "JitGen.Runtime")
    {
        // The name of a build's folder is in the symbols, so that it has to be the same to give the same bytes.
        string build = Path.Combine(Folder, "build");
        string packages = Path.Combine(Folder, folder);
        string project = Path.Combine(ExternalEngine.RepositoryDirectory, "src", name, name + ".csproj");
        string[] options = ["--configuration", "Release", "--output", packages, "--artifacts-path", build, $"-p:Version={Version}"];
        Command.Run("dotnet", Folder, ["pack", project, .. options]).Succeeded();
        Directory.Delete(build, recursive: true);
        return Path.Combine(packages, Path.GetFileName(PackagePath));
    }

    public void Dispose()
    {
        Wine.End(this);
        string packages = InstalledPackages();
        foreach (string id in (string[])[Id, .. _added])
        {
            string installed = Path.Combine(packages, id.ToLowerInvariant(), Version);
            if (Directory.Exists(installed))
            {
                Directory.Delete(installed, recursive: true);
            }
        }
        Directory.Delete(Folder, recursive: true);
    }

    private string InstalledPackages()
    {
        string answer = Command.Run("dotnet", Folder, ["nuget", "locals", "global-packages", "--list"]).Succeeded().Output;
        return answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
