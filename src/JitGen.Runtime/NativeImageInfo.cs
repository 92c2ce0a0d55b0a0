using System.Collections.Generic;
using System.Globalization;

namespace JitGen;

/// <summary>What became of the formulas of one class: where their machine code is, or why they run in managed code.</summary>
public sealed class NativeImageInfo
{
    internal NativeImageInfo(string name, string target, nint address, int size, string? reason, IReadOnlyList<NativeMethodInfo> methods)
    {
        Name = name;
        Target = target;
        Address = address;
        Size = size;
        Reason = reason;
        Methods = methods;
    }

    /// <summary>The full name of the class.</summary>
    public string Name { get; }

    /// <summary>What the machine code was compiled for, such as <c>x64-v3-sysv</c>; <c>managed</c> when there is none.</summary>
    public string Target { get; }

    /// <summary>Where the image is mapped; 0 when it is not.</summary>
    public nint Address { get; }

    /// <summary>The size of the image in bytes; 0 when it is not mapped.</summary>
    public int Size { get; }

    /// <summary>Why the class runs in managed code; <see langword="null"/> when it runs natively.</summary>
    public string? Reason { get; }

    /// <summary>The methods of the class that have a formula.</summary>
    public IReadOnlyList<NativeMethodInfo> Methods { get; }

    /// <summary>One line for a log.</summary>
    public override string ToString() => Reason is null
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}: {Methods.Count} methods, {Target}, {Size} bytes at 0x{Address:x}")
        : string.Create(CultureInfo.InvariantCulture, $"{Name}: {Methods.Count} methods, {Target}: {Reason}");
}
