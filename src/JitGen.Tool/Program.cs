using JitGen.Tool;
using JitGen.Tool.Output;

return CommandLine.Run(args, Screen.OfProcess());
