using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Lowering;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The C# functions through which <c>Win64Host</c> calls formulas, one per signature: .NET decides where arguments go.</summary>
internal sealed class CSharpAdapters
{
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>The number of the adapter for a signature.</summary>
    public int NumberOf(ScalarSignature signature)
    {
        string key = Call(signature);
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(key, number);
        }

        return number;
    }

    /// <summary>The class with the adapters that have been asked for.</summary>
    public string Source()
    {
        var text = new StringBuilder("using System;\npublic static unsafe class Adapters\n{\n");
        text.Append(CultureInfo.InvariantCulture, $"    public static readonly int Count = {_numbers.Count};\n");
        foreach (var (call, number) in _numbers)
        {
            text.Append(CultureInfo.InvariantCulture, $"    static void A{number}(nint f, ulong* a, ulong* r, uint* flag) => {call}\n");
        }

        text.Append("    public static void Fill(nint* table)\n    {\n");
        foreach (int number in _numbers.Values.Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"        table[{number}] = (nint)(delegate*<nint, ulong*, ulong*, uint*, void>)&A{number};\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>The body of the adapter, which tells signatures apart.</summary>
    private static string Call(ScalarSignature signature)
    {
        var types = new List<string>();
        var arguments = new List<string>();
        if (signature.UsesArgumentBlock)
        {
            types.Add("ulong*");
            arguments.Add("a");
        }
        else
        {
            for (int i = 0; i < signature.Parameters.Count; i++)
            {
                NativeType type = ScalarSignature.NativeTypeOf(signature.Parameters[i].Type);
                types.Add(Name(type));
                arguments.Add(type switch
                {
                    NativeType.Single => $"BitConverter.UInt32BitsToSingle((uint)a[{i}])",
                    NativeType.Double => $"BitConverter.UInt64BitsToDouble(a[{i}])",
                    _ => $"({Name(type)})a[{i}]",
                });
            }
        }

        if (signature.HasBailOut)
        {
            types.Add("uint*");
            arguments.Add("flag");
        }

        types.Add(Name(signature.ResultType));
        string call = $"((delegate* unmanaged<{string.Join(", ", types)}>)f)({string.Join(", ", arguments)})";
        return signature.ResultType switch
        {
            NativeType.Single => $"*r = BitConverter.SingleToUInt32Bits({call});",
            NativeType.Double => $"*r = BitConverter.DoubleToUInt64Bits({call});",
            NativeType.Int64 => $"*r = (ulong){call};",
            _ => $"*r = (uint){call};",
        };
    }

    private static string Name(NativeType type) => type switch
    {
        NativeType.Int32 => "int",
        NativeType.Int64 => "long",
        NativeType.Single => "float",
        _ => "double",
    };
}
