using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace JitGen.Runtime.Tests;

/// <summary>
/// Kernels of a collectible context: the code lives as long as anything can still call it, and then goes.
/// <see cref="Kernels"/> and <see cref="Plugin"/> are loaded a second time, into such a context.
/// </summary>
[Collection(ProcessCollection.Name)]
public class UnloadTests
{
    private const int Patience = 50;

    [Fact]
    public void UnloadingFreesTheImage()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        (WeakReference context, nint address) = BindInContext();
        AssertMapped(address, expected: true);
        Collect(() => !context.IsAlive && !IsListed(address));
        Assert.False(context.IsAlive);
        Assert.False(IsListed(address));
        AssertMapped(address, expected: false);
    }

    [Fact]
    public void AnImageInUseSurvivesEveryCollection()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        long before = Kernels.Add(1, 2);
        Collect(() => false, rounds: 5);
        Assert.Equal(before, Kernels.Add(1, 2));
        Assert.True(IsListed(Kernels.Slot));
    }

    [Fact]
    public void AFinalizerOfTheContextCanStillCallItsKernels()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        nint address = LeavePluginsBehind(resurrections: 0);
        Collect(() => !IsListed(address));
        Assert.Equal(2 * Plugin.Count, (int)AppDomain.CurrentDomain.GetData(Plugin.RightAnswers + "0")!);
        AssertMapped(address, expected: false);
    }

    [Fact]
    public void AFinalizerThatBringsTheContextBackKeepsItsKernels()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        nint address = LeavePluginsBehind(resurrections: 3);
        Collect(() => !IsListed(address));
        Assert.Equal(2 * Plugin.Count * 4, (int)AppDomain.CurrentDomain.GetData(Plugin.RightAnswers + "3")!);
        AssertMapped(address, expected: false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Context, nint Address) BindInContext()
    {
        Assembly copy = LoadCopy(out AssemblyLoadContext context);
        Type kernels = copy.GetType(Kernels.Name)!;
        Assert.NotSame(typeof(Kernels), kernels);
        Assert.Equal(42L, kernels.GetMethod(nameof(Kernels.Add))!.Invoke(null, [40L, 2L]));
        nint address = SlotOf(kernels);
        Assert.True(IsListed(address));
        context.Unload();
        return (new WeakReference(context), address);
    }

    /// <summary>Objects with finalizers that call kernels, made before and after the image, and left unreachable together with it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint LeavePluginsBehind(int resurrections)
    {
        Assembly copy = LoadCopy(out AssemblyLoadContext context);
        Type plugin = copy.GetType(typeof(Plugin).FullName!)!;
        nint address = (nint)plugin.GetMethod(nameof(Plugin.LeaveBehind), BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [resurrections])!;
        Assert.True(IsListed(address));
        context.Unload();
        return address;
    }

    private static Assembly LoadCopy(out AssemblyLoadContext context)
    {
        // Only this assembly is loaded anew; the runtime that it references is the one of the default context.
        context = new AssemblyLoadContext("plugin", isCollectible: true);
        return context.LoadFromAssemblyPath(typeof(UnloadTests).Assembly.Location);
    }

    private static nint SlotOf(Type kernels) =>
        (nint)kernels.GetProperty(nameof(Kernels.Slot), BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

    private static bool IsListed(nint entry) => NativeCode.Images.Any(image => image.Methods.Any(method => method.Address == entry));

    private static void AssertMapped(nint address, bool expected)
    {
        if (ProcessMaps.Exist)
        {
            Assert.Equal(expected, ProcessMaps.Find(address) is { } mapping && mapping.StartsWith("r-x", StringComparison.Ordinal));
        }
    }

    private static void Collect(Func<bool> done, int rounds = Patience)
    {
        for (int i = 0; i < rounds && !done(); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // The mapping goes in the collection after the one in which its user went.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
