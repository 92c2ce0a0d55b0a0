using System;
using System.Globalization;
using JitGen.Compiler.Text;
using JitGen.Generator.Models;

namespace JitGen.Generator.Diagnostics;

/// <summary>Words for defects of our own.</summary>
internal static class Failures
{
    /// <summary>The exception in one line, with the method that threw it.</summary>
    public static string Describe(Exception exception) =>
        exception.GetType().Name + " in " + (exception.TargetSite?.DeclaringType?.Name ?? "?") + "." + (exception.TargetSite?.Name ?? "?")
        + ": " + exception.Message;

    /// <summary>The message that asks for a report.</summary>
    public static string Message(Failure failure) => string.Format(
        CultureInfo.InvariantCulture, DiagnosticTable.InternalError.Format,
        failure.Name, failure.Exception, Excerpt.Of(failure.Formula, new TextSpan(0, failure.Formula.Length)));
}
