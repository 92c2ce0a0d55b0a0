using System.Collections.Generic;
using System.Globalization;

namespace JitGen.Runtime.Tests;

/// <summary>500 classes bound by 16 threads at once: every call is right, and no memory is ever writable and executable.</summary>
public class WriteXorExecuteTests
{
    [Theory]
    [InlineData("on")]
    [InlineData("memfd")]
    public void ABindStormNeverHasWritableAndExecutableMemory(string memory)
    {
        if (!ProcessMaps.Exist || !NativeHost.IsThere)
        {
            return;
        }
        Dictionary<string, string> report = Child.Run("storm", "JITGEN_MEMORY=" + memory);
        Assert.Equal("0", report["wrong"]);
        Assert.Equal("0", report["different"]);
        Assert.Equal("500", report["distinct"]);
        Assert.Equal("500", report["images"]);
        Assert.InRange(int.Parse(report["looks"], CultureInfo.InvariantCulture), Scenarios.StormLooks, int.MaxValue);
        Assert.Equal("", report["violations"]);
    }
}
