using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using JitGen.CompilerServices;
using JitGen.Memory;

namespace JitGen.Runtime.Tests;

/// <summary>What a child process can be asked to do. Each writes lines of the form <c>name=value</c>.</summary>
internal static class Scenarios
{
    /// <summary>How often the storm's memory is looked at while classes are being bound, at least.</summary>
    internal const int StormLooks = 100;

    internal static readonly Dictionary<string, Action<string[]>> All = new()
    {
        ["status"] = Status,
        ["partly"] = Partly,
        ["kernel"] = Kernel,
        ["storm"] = Storm,
        ["refused"] = Refused,
        ["unwind"] = Unwind,
        ["floating"] = Floating,
    };

    /// <summary>Tells what is wrong with setting aside the floating-point state.</summary>
    private static void Floating(string[] arguments) => Write("mistakes", string.Join("; ", FloatingStateTests.FindMistakes()));

    /// <summary>Sets the AppContext values given as name=value, calls a kernel and tells how it ran.</summary>
    private static void Status(string[] switches)
    {
        foreach (string setting in switches)
        {
            string[] parts = setting.Split('=');
            if (bool.TryParse(parts[1], out bool on))
            {
                AppContext.SetSwitch(parts[0], on);
            }
            else
            {
                AppDomain.CurrentDomain.SetData(parts[0], parts[1]);
            }
        }
        try
        {
            Write("sum", Kernels.Add(40, 2));
            Write("fellBack", Kernels.FellBack);
            NativeImageInfo image = NativeCode.Images.Single();
            Write("imageTarget", image.Target);
            Write("imageReason", image.Reason ?? "");
        }
        catch (PlatformNotSupportedException exception)
        {
            Write("exception", exception.Message);
            Write("slot", Kernels.Slot);
        }
        Write("supported", NativeCode.IsSupported);
        Write("target", NativeCode.Target);
        Write("reason", NativeCode.Reason ?? "");
        Write("pid", Environment.ProcessId);
        Write("address", Kernels.Slot.ToString("x", CultureInfo.InvariantCulture));
        if (ProcessMaps.Exist)
        {
            Write("mapping", ProcessMaps.Find(Kernels.Slot) ?? "none");
        }
    }

    /// <summary>Binds a class with a method that has no machine code, and one that has.</summary>
    private static void Partly(string[] arguments)
    {
        Write("pid", Environment.ProcessId);
        NativeImage? slot = null;
        try
        {
            NativeImage image = TestImage.PartlyEmptyTables("Partly").Load(ref slot);
            Write("nothing", image.Entry(0));
        }
        catch (PlatformNotSupportedException exception)
        {
            Write("exception", exception.Message);
        }
    }

    /// <summary>Binds a class with a kernel, calls it, and tells for which level it was made.</summary>
    private static unsafe void Kernel(string[] arguments)
    {
        NativeImage? slot = null;
        nint entry = TestImage.LevelTables("Levels").Load(ref slot).Entry(0);
        KernelArguments block = new() { End = 7 };
        Write("result", entry == 1 ? -1 : ((delegate* unmanaged<KernelArguments*, long>)entry)(&block));
        Write("level512", System.Runtime.Intrinsics.X86.Avx512BW.VL.IsSupported);
        Write("target", NativeCode.KernelTarget);
        NativeImageInfo image = NativeCode.Images.Single();
        Write("imageTarget", image.Target);
        Write("imageReason", image.Reason ?? "");
    }

    /// <summary>
    /// 16 threads bind 500 classes of one method at once, while another looks for writable and executable memory. They wait for
    /// it after every few classes, so that the looks are spread over the whole storm; each look sees the next few being bound.
    /// </summary>
    private static unsafe void Storm(string[] arguments)
    {
        const int Classes = 500, Threads = 16;
        NativeImage?[] slots = new NativeImage?[Classes];
        nint[,] entries = new nint[Threads, Classes];
        int wrong = 0, looks = 0;
        bool done = false;
        List<string> violations = [];

        Thread watcher = new(() =>
        {
            while (!Volatile.Read(ref done))
            {
                violations.AddRange(ProcessMaps.WritableAndExecutable());
                Interlocked.Increment(ref looks);
            }
            violations.AddRange(ProcessMaps.WritableAndExecutable());
        });
        watcher.Start();
        using Barrier barrier = new(Threads);
        Thread[] threads = new Thread[Threads];
        for (int t = 0; t < Threads; t++)
        {
            int thread = t;
            threads[t] = new Thread(() =>
            {
                barrier.SignalAndWait();
                for (int c = 0; c < Classes; c++)
                {
                    SpinWait wait = default;
                    while (Volatile.Read(ref looks) < c * StormLooks / (Classes - 1))
                    {
                        wait.SpinOnce();
                    }
                    nint entry = TestImage.AddTables("Class" + c).Load(ref slots[c]).Entry(0);
                    entries[thread, c] = entry;
                    if (((delegate* unmanaged[SuppressGCTransition]<long, long, long>)entry)(thread, c) != thread + c)
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
            });
            threads[t].Start();
        }
        Array.ForEach(threads, thread => thread.Join());
        Volatile.Write(ref done, true);
        watcher.Join();

        int different = Enumerable.Range(0, Classes).Count(c => Enumerable.Range(0, Threads).Any(t => entries[t, c] != entries[0, c]));
        Write("wrong", wrong);
        Write("different", different);
        Write("distinct", Enumerable.Range(0, Classes).Select(c => entries[0, c]).Distinct().Count());
        Write("images", NativeCode.Images.Count);
        Write("looks", looks);
        Write("violations", string.Join("; ", violations.Take(3)));
    }

    /// <summary>
    /// Has the kernel refuse to make memory executable that was not from the start, and binds a class. The JIT needs what is
    /// refused, so everything happens once before, and is compiled by then; and the process ends without the runtime's farewell,
    /// which would be compiled then.
    /// </summary>
    private static unsafe void Refused(string[] arguments)
    {
        var exit = (delegate* unmanaged[SuppressGCTransition]<int, void>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "_exit");
        const int SetMdwe = 65, GetMdwe = 66, RefuseExecGain = 1;
        Write("secondWay", LinuxMemory.MapFile(TestImage.AddSysV) != 0);
        Write("before", prctl(GetMdwe, 0, 0, 0, 0));
        BindAndReport("first");

        // To the end of the file, however far it has to be read later.
        ProcessMaps.Find(0);
        Write("applied", prctl(SetMdwe, RefuseExecGain, 0, 0, 0));
        BindAndReport("second");
        exit(0);
    }

    /// <summary>On Windows: has the system unwind the frame of a mapped kernel, from every offset of its code.</summary>
    private static unsafe void Unwind(string[] arguments)
    {
        Kernels.Add(1, 1);
        NativeMethodInfo method = NativeCode.Images.Single().Methods.Single();
        const int PushRbx = 1, PopRbxFromEnd = 2, ContextSize = 1232, RspOffset = 0x98, RbxOffset = 0x90, RipOffset = 0xF8;
        const ulong ReturnAddress = 0x1122334455667788, SavedRbx = 0x99AABBCCDDEEFF00;
        byte* context = (byte*)NativeMemory.AlignedAlloc(ContextSize, 16);
        ulong* stack = stackalloc ulong[2];
        int wrong = 0;
        for (int offset = 0; offset < method.Size; offset++)
        {
            // What the stack holds there: the saved rbx while it is pushed, then the return address.
            bool pushed = offset >= PushRbx && offset <= method.Size - PopRbxFromEnd;
            stack[0] = pushed ? SavedRbx : ReturnAddress;
            stack[1] = ReturnAddress;
            new Span<byte>(context, ContextSize).Clear();
            *(ulong**)(context + RspOffset) = stack;
            *(ulong*)(context + RbxOffset) = pushed ? 0 : SavedRbx;
            nint image = 0, data = 0, frame = 0;
            nint row = RtlLookupFunctionEntry(method.Address + offset, &image, 0);
            if (row != 0)
            {
                RtlVirtualUnwind(0, image, method.Address + offset, row, context, &data, &frame, 0);
            }
            bool right = row != 0 && *(ulong*)(context + RipOffset) == ReturnAddress && *(ulong*)(context + RbxOffset) == SavedRbx
                && *(ulong**)(context + RspOffset) == stack + (pushed ? 2 : 1);
            wrong += right ? 0 : 1;
        }
        NativeMemory.AlignedFree(context);
        Write("offsets", method.Size);
        Write("wrong", wrong);
    }

    private static unsafe void BindAndReport(string name)
    {
        NativeImage? slot = null;
        nint entry = TestImage.AddTables(name).Load(ref slot).Entry(0);
        Write(name + "Sum", entry == 1 ? -1 : ((delegate* unmanaged[SuppressGCTransition]<long, long, long>)entry)(40, 2));
        Write(name + "Mapping", ProcessMaps.Find(entry) ?? "none");
    }

    private static void Write(string name, object value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));

    [DllImport("libc")]
    private static extern int prctl(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    [DllImport("kernel32")]
    private static extern unsafe nint RtlLookupFunctionEntry(nint address, nint* image, nint historyTable);

    [DllImport("kernel32")]
    private static extern unsafe nint RtlVirtualUnwind(
        int handlerType, nint image, nint address, nint row, byte* context, nint* handlerData, nint* frame, nint pointers);
}
