using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>What is in the package.</summary>
[Collection(PackageCollection.Name)]
public class ContentsTests(PackedJitGen package)
{
    private const string Runtime = "lib/net8.0/JitGen.Runtime", Analyzers = "analyzers/dotnet/cs/";

    [Fact]
    public void ItHoldsTheRuntimeTheGeneratorAndTheirPapers()
    {
        const string Pages = "docs/diagnostics/";
        IEnumerable<string> pages = Directory.GetFiles(Path.Combine(ExternalEngine.RepositoryDirectory, Pages), "*.md")
            .Select(path => Pages + Path.GetFileName(path));
        Assert.Equal(
            [
                "JitGen.nuspec",
                "LICENSE",
                "README.md",
                Analyzers + "JitGen.Compiler.dll",
                Analyzers + "JitGen.Generator.dll",
                "buildTransitive/JitGen.DesignTime.globalconfig",
                "buildTransitive/JitGen.targets",
                .. pages.Order(StringComparer.Ordinal),
                Runtime + ".dll",
                Runtime + ".xml",
            ],
            Read(package.PackagePath).Keys.Where(IsOurs).Order(StringComparer.Ordinal));
        Assert.Equal([Runtime + ".pdb"], Read(package.SymbolsPath).Keys.Where(name => IsOurs(name) && name != "JitGen.nuspec"));
    }

    [Fact]
    public void ItDependsOnNothingAndSaysWhatItIs()
    {
        XElement metadata = Xml(Read(package.PackagePath)["JitGen.nuspec"]).Elements().Single();
        string Value(string name) => metadata.Element(metadata.Name.Namespace + name)?.Value ?? "";

        Assert.Empty(metadata.Descendants(metadata.Name.Namespace + "dependency"));
        Assert.Equal(PackedJitGen.Id, Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEqual("Package Description", Value("description"));
        Assert.NotEmpty(Value("tags"));
    }

    [Fact]
    public void TheSymbolsAreThoseOfTheRuntime()
    {
        using PEReader runtime = Assembly(Runtime + ".dll");
        DebugDirectoryEntry entry = runtime.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbImage(
            Read(package.SymbolsPath)[Runtime + ".pdb"].ToImmutableArray());

        BlobContentId id = new(symbols.GetMetadataReader().DebugMetadataHeader!.Id);
        Assert.Equal((runtime.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp), (id.Guid, id.Stamp));
    }

    [Fact]
    public void TheDocumentationHasEveryPublicType()
    {
        XElement documentation = Xml(Read(package.PackagePath)[Runtime + ".xml"]);
        HashSet<string> documented =
        [
            .. documentation.Descendants("member").Where(member => member.Element("summary") is not null).Select(member => member.Attribute("name")!.Value),
        ];
        using PEReader runtime = Assembly(Runtime + ".dll");
        MetadataReader reader = runtime.GetMetadataReader();
        string[] types =
        [
            .. reader.TypeDefinitions.Select(reader.GetTypeDefinition)
                .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
                .Select(type => $"T:{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}"),
        ];

        Assert.Contains("T:JitGen.NativeExpressionAttribute", types);
        Assert.All(types, type => Assert.Contains(type, documented));
    }

    /// <summary>The compiler loads nothing but what it has itself, in the oldest version that the package supports.</summary>
    [Theory]
    [InlineData("JitGen.Generator.dll")]
    [InlineData("JitGen.Compiler.dll")]
    public void TheAnalyzerLoadsIntoTheOldestCompiler(string file)
    {
        Dictionary<string, Version> atMost = new()
        {
            ["netstandard"] = new(2, 0, 0, 0),
            ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
            ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
            ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        };
        using PEReader assembly = Assembly(Analyzers + file);
        MetadataReader reader = assembly.GetMetadataReader();

        foreach (AssemblyReference reference in reader.AssemblyReferences.Select(reader.GetAssemblyReference))
        {
            string name = reader.GetString(reference.Name);
            bool isThere = name == "JitGen.Compiler" || (atMost.TryGetValue(name, out Version? version) && reference.Version <= version);
            Assert.True(isThere, $"{file} needs {name} {reference.Version}");
        }
    }

    [Fact]
    public void PackingTwiceGivesTheSameFiles()
    {
        Dictionary<string, byte[]> first = Read(package.PackagePath), second = Read(package.Pack("again"));

        Assert.Equal(first.Keys.Where(IsOurs).Order(), second.Keys.Where(IsOurs).Order());
        Assert.All(first.Keys.Where(IsOurs), name => Assert.True(first[name].AsSpan().SequenceEqual(second[name]), $"{name} differs"));
    }

    /// <summary>Not what every package has about itself.</summary>
    private static bool IsOurs(string name) =>
        !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
        && name != "[Content_Types].xml";

    private PEReader Assembly(string name) => new(Read(package.PackagePath)[name].ToImmutableArray());

    private static XElement Xml(byte[] file) => XElement.Load(new MemoryStream(file));

    private static Dictionary<string, byte[]> Read(string packagePath)
    {
        using ZipArchive archive = ZipFile.OpenRead(packagePath);
        Dictionary<string, byte[]> files = [];
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using MemoryStream copy = new();
            stream.CopyTo(copy);
            files.Add(entry.FullName, copy.ToArray());
        }
        return files;
    }
}
