using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace JitGen.Testing;

/// <summary>What comparing a hash with the committed ones gave.</summary>
internal enum HashVerdict
{
    /// <summary>It is the committed one.</summary>
    Same,

    /// <summary>There is none of the name.</summary>
    Missing,

    /// <summary>It is another one, of the version that the functions have.</summary>
    Broken,

    /// <summary>It is another one, of an earlier version: the change is allowed, and a line is to be added.</summary>
    Changed,
}

/// <summary>
/// Hashes of functions' results, by the version of the numerics in which they last changed. In the file a line <c>version N</c>
/// precedes the lines <c>name hash</c> of the functions whose bits are those since that version.
/// </summary>
internal sealed class NumericsHashes
{
    private const string Header = "version ";

    private readonly SortedDictionary<int, SortedDictionary<string, string>> _versions = [];

    /// <exception cref="FormatException">A line is none of those.</exception>
    public static NumericsHashes Parse(IEnumerable<string> lines)
    {
        var hashes = new NumericsHashes();
        int? version = null;
        foreach (string line in lines)
        {
            int space = line.LastIndexOf(' ');
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                version = int.Parse(line[Header.Length..], CultureInfo.InvariantCulture);
            }
            else if (space > 0 && version is { } number)
            {
                hashes.Section(number)[line[..space]] = line[(space + 1)..];
            }
            else
            {
                throw new FormatException($"'{line}' is neither a version nor a name with a hash behind a version.");
            }
        }

        return hashes;
    }

    public static NumericsHashes Read(string path) => Parse(File.Exists(path) ? File.ReadAllLines(path) : []);

    public IEnumerable<string> Lines => _versions.SelectMany(
        section => section.Value.Select(line => line.Key + " " + line.Value).Prepend(Header + section.Key.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The names that have a hash.</summary>
    public IEnumerable<string> Names => _versions.Values.SelectMany(section => section.Keys).Distinct();

    /// <summary>The hash of a name, and the version since which it is that; null if there is none.</summary>
    public (int Version, string Hash)? Find(string name)
    {
        foreach (int version in _versions.Keys.Reverse())
        {
            if (_versions[version].TryGetValue(name, out string? hash))
            {
                return (version, hash);
            }
        }

        return null;
    }

    /// <summary>Compares a hash of results of a version.</summary>
    public HashVerdict Compare(string name, int version, string hash) =>
        Find(name) is not { } known ? HashVerdict.Missing
        : known.Hash == hash ? HashVerdict.Same
        : known.Version < version ? HashVerdict.Changed
        : HashVerdict.Broken;

    /// <summary>
    /// Takes a hash over into the section of a version. What is promised stays: a hash of that version is replaced only if that is
    /// said in so many words.
    /// </summary>
    /// <returns>Whether the hash is now the committed one.</returns>
    public bool Bless(string name, int version, string hash, bool replaces)
    {
        HashVerdict verdict = Compare(name, version, hash);
        if (verdict == HashVerdict.Broken && !replaces)
        {
            return false;
        }

        if (verdict != HashVerdict.Same)
        {
            Section(verdict == HashVerdict.Broken ? Find(name)!.Value.Version : version)[name] = hash;
        }

        return true;
    }

    private SortedDictionary<string, string> Section(int version) =>
        _versions.TryGetValue(version, out var section) ? section : _versions[version] = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
