using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Every signature is blittable, so that no marshalling stub has to be compiled on the way to the first native call.
[assembly: DisableRuntimeMarshalling]

// System libraries only: never look beside the application for a file called libc or kernel32.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
