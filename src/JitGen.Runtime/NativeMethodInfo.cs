using System.Globalization;

namespace JitGen;

/// <summary>A method with a formula, and where its machine code is.</summary>
public sealed class NativeMethodInfo
{
    internal NativeMethodInfo(string name, nint address, int size)
    {
        Name = name;
        Address = address;
        Size = size;
    }

    /// <summary>The name of the method.</summary>
    public string Name { get; }

    /// <summary>Where the code begins; 0 for a method that runs in managed code.</summary>
    public nint Address { get; }

    /// <summary>The length of the code in bytes; 0 for a method that runs in managed code.</summary>
    public int Size { get; }

    /// <summary>One line for a log.</summary>
    public override string ToString() => Address == 0
        ? $"{Name}: managed"
        : string.Create(CultureInfo.InvariantCulture, $"{Name}: {Size} bytes at 0x{Address:x}");
}
