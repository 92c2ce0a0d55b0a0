using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Lowering;

namespace JitGen.Differential.Tests.Engines;

/// <summary>
/// The C functions through which a harness calls formulas, one per signature: the C compiler decides where arguments go. An
/// int is declared as a 64-bit word, which goes to the same place, so that the bits above it can hold rubbish.
/// </summary>
internal sealed class CAdapters
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

    /// <summary>The adapters that have been asked for, and their table.</summary>
    /// <param name="convention">The attribute of the convention; empty for the compiler's own.</param>
    public string Source(string convention)
    {
        var text = new StringBuilder();
        text.Append("#include <stdint.h>\n#include <string.h>\n");
        text.Append("static inline float to_float(uint64_t x) { float y; memcpy(&y, &x, 4); return y; }\n");
        text.Append("static inline double to_double(uint64_t x) { double y; memcpy(&y, &x, 8); return y; }\n");
        text.Append("static inline uint64_t from_float(float x) { uint64_t y = 0; memcpy(&y, &x, 4); return y; }\n");
        text.Append("static inline uint64_t from_double(double x) { uint64_t y; memcpy(&y, &x, 8); return y; }\n");
        text.Append(CultureInfo.InvariantCulture, $"#define CONVENTION {convention}\nextern void trampoline(void);\n");

        // Through a variable: of a function that the compiler sees, gcc ignores the convention of a cast.
        text.Append("static void (*volatile entry)(void) = trampoline;\n");
        foreach (var (call, number) in _numbers.OrderBy(pair => pair.Value))
        {
            text.Append(CultureInfo.InvariantCulture, $"static void adapter{number}(const uint64_t *a, uint64_t *r, uint32_t *flag) {{ {call} }}\n");
        }

        text.Append("void (*const adapters[])(const uint64_t *, uint64_t *, uint32_t *) = {\n");
        foreach (int number in _numbers.Values.Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"    adapter{number},\n");
        }

        return text.Append("};\n").ToString();
    }

    /// <summary>The body of the adapter, which tells signatures apart.</summary>
    private static string Call(ScalarSignature signature)
    {
        var types = new List<string>();
        var arguments = new List<string>();
        if (signature.UsesArgumentBlock)
        {
            types.Add("const uint64_t *");
            arguments.Add("a");
        }
        else
        {
            for (int i = 0; i < signature.Parameters.Count; i++)
            {
                NativeType type = ScalarSignature.NativeTypeOf(signature.Parameters[i].Type);
                types.Add(type switch { NativeType.Single => "float", NativeType.Double => "double", _ => "uint64_t" });
                arguments.Add(type switch { NativeType.Single => $"to_float(a[{i}])", NativeType.Double => $"to_double(a[{i}])", _ => $"a[{i}]" });
            }
        }

        if (signature.HasBailOut)
        {
            types.Add("uint32_t *");
            arguments.Add("flag");
        }

        (string result, string conversion) = signature.ResultType switch
        {
            NativeType.Single => ("float", "from_float"),
            NativeType.Double => ("double", "from_double"),
            NativeType.Int64 => ("uint64_t", ""),
            _ => ("uint32_t", ""),
        };
        string parameters = types.Count == 0 ? "void" : string.Join(", ", types);
        return $"*r = {conversion}((({result} (CONVENTION *)({parameters}))entry)({string.Join(", ", arguments)}));";
    }
}
