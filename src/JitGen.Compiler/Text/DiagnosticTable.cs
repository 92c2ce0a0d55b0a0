using System.Collections.Generic;

namespace JitGen.Compiler.Text;

/// <summary>Every message, a row each. An id is never reused; tens group them by subject.</summary>
internal static class DiagnosticTable
{
    private static readonly List<DiagnosticDescriptor> s_all = new();

    // The text as such.
    public static readonly DiagnosticDescriptor UnexpectedToken = Error(
        "JG0001", "Syntax error", "Expected {0}, but found {1}.");

    public static readonly DiagnosticDescriptor UnexpectedCharacter = Error(
        "JG0002", "Unexpected character", "The character {0} has no meaning in a formula.");

    public static readonly DiagnosticDescriptor MalformedNumber = Error(
        "JG0003", "Malformed number", "'{0}' is not a number: {1}.");

    public static readonly DiagnosticDescriptor NumberTooLarge = Error(
        "JG0004", "Number out of range", "The number '{0}' does not fit {1}.");

    public static readonly DiagnosticDescriptor NotInLanguage = Error(
        "JG0005", "Not part of the formula language", "'{0}' is not part of a formula: {1}.");

    public static readonly DiagnosticDescriptor FormulaEmpty = Error(
        "JG0006", "Empty formula", "The formula is empty; write an expression such as a + b.");

    public static readonly DiagnosticDescriptor FormulaTooLong = Error(
        "JG0007", "Formula too long", "The formula has {0} characters; at most {1} are compiled. Split it into several methods.");

    public static readonly DiagnosticDescriptor FormulaTooDeep = Error(
        "JG0008", "Formula nested too deeply",
        "Operators, parentheses and inlined formulas are nested more than {0} deep here. Give parts a name: var t = ...;");

    public static readonly DiagnosticDescriptor FormulaTooLarge = Error(
        "JG0009", "Formula too large", "The formula has more than {0} operations, those of inlined formulas included. Split it into several methods.");

    // Names.
    public static readonly DiagnosticDescriptor UnknownName = Error(
        "JG0010", "Unknown name", "There is no parameter, local or constant '{0}'.{1}");

    public static readonly DiagnosticDescriptor UnknownFunction = Error(
        "JG0011", "Unknown function", "There is no function '{0}'.{1}");

    public static readonly DiagnosticDescriptor NotCallable = Error(
        "JG0012", "Not a function", "'{0}' is a {1} here, which cannot be called.{2}");

    public static readonly DiagnosticDescriptor FunctionNotCalled = Error(
        "JG0013", "Function without arguments", "'{0}' is a function: call it with its arguments, as in {0}({1}).");

    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "JG0014", "Name already in use", "There already is a {0} '{1}'; choose another name.");

    public static readonly DiagnosticDescriptor UsedBeforeDeclaration = Error(
        "JG0015", "Local used before its declaration", "The local '{0}' is used before it has a value; declare it further up.");

    public static readonly DiagnosticDescriptor UnusedParameter = Warning(
        "JG0016", "Unused parameter", "The formula does not use the parameter '{0}' of '{1}'.");

    public static readonly DiagnosticDescriptor NotAssignable = Error(
        "JG0017", "Assignment to something that is not a result", "'{0}' cannot be assigned: {1}.");

    public static readonly DiagnosticDescriptor MissingResult = Error(
        "JG0018", "Formula without a result", "The formula ends without an expression that is its result; add one after the last ';'.");

    public static readonly DiagnosticDescriptor NotIndexable = Error(
        "JG0019", "Indexing something that is not a span", "'{0}' cannot be indexed: only a span parameter has elements.");

    // Types.
    public static readonly DiagnosticDescriptor OperatorMismatch = Error(
        "JG0020", "Operator does not accept these types", "'{0}' cannot be applied to {1}.{2}");

    public static readonly DiagnosticDescriptor NoCommonType = Error(
        "JG0021", "No common type", "{0} have no common type for '{1}'; cast one of them, for example to {2}.");

    public static readonly DiagnosticDescriptor TypeMismatch = Error(
        "JG0022", "Type mismatch", "A value of type {0} is not a {1}.{2}");

    public static readonly DiagnosticDescriptor LossyConversion = Error(
        "JG0023", "Lossy implicit conversion", "Converting {0} to {1} can lose information, so it must be explicit: write {2}.");

    public static readonly DiagnosticDescriptor NoConditionalType = Error(
        "JG0024", "Branches without a common type", "The branches of '?:' are {0} and {1}, which have no common type; cast one of them.");

    public static readonly DiagnosticDescriptor ArgumentCount = Error(
        "JG0025", "Wrong number of arguments", "'{0}' takes {1}, not {2}.");

    public static readonly DiagnosticDescriptor ArgumentMismatch = Error(
        "JG0026", "Function does not accept these types", "'{0}' does not accept ({1}); it accepts {2}.");

    public static readonly DiagnosticDescriptor AmbiguousCall = Error(
        "JG0027", "Ambiguous call", "'{0}' with ({1}) could mean ({2}) or ({3}); cast an argument to say which.");

    public static readonly DiagnosticDescriptor CaretOnFloatingPoint = Error(
        "JG0028", "'^' is not a power", "'^' is exclusive or and does not apply to {0}; a power is pow(x, y), a square x * x.");

    public static readonly DiagnosticDescriptor ImpossibleCast = Error(
        "JG0029", "Cast between unrelated types", "A {0} cannot be cast to {1}.{2}");

    // Constants.
    public static readonly DiagnosticDescriptor ConstantOverflow = Error(
        "JG0030", "Constant overflow", "The constant '{0}' overflows {1}; use a wider type, or unchecked(...) if wrapping is meant.");

    public static readonly DiagnosticDescriptor ConstantDivisionByZero = Error(
        "JG0031", "Division by constant zero", "'{0}' divides by the constant zero.");

    public static readonly DiagnosticDescriptor ConstantOutOfRange = Error(
        "JG0032", "Constant out of range", "The constant '{0}' does not fit {1}.{2}");

    public static readonly DiagnosticDescriptor AlwaysDividesByZero = Warning(
        "JG0033", "Division always throws", "The divisor '{0}' is zero: if this is evaluated, it throws DivideByZeroException.");

    // Inlined methods.
    public static readonly DiagnosticDescriptor InliningCycle = Error(
        "JG0040", "Formulas that call each other", "The formula calls itself: {0}. A formula cannot be recursive.");

    public static readonly DiagnosticDescriptor InlinedMethodInvalid = Error(
        "JG0041", "Called formula has an error", "The formula of '{0}', which is called here, has an error: {1}");

    public static readonly DiagnosticDescriptor TooMuchInlining = Error(
        "JG0042", "Too many inlined calls", "The calls of other formulas multiply beyond the limit of {0}; store repeated calls in locals.");

    // The user's method and project; reported by the generator and the analyzer.
    public static readonly DiagnosticDescriptor MethodNotPartial = Error(
        "JG0050", "Method must be partial", "The method '{0}' must be partial and have no body: the generator writes it.");

    public static readonly DiagnosticDescriptor MethodNotStatic = Error(
        "JG0051", "Method must be static", "The method '{0}' must be static: a formula knows no instance.");

    public static readonly DiagnosticDescriptor MethodGeneric = Error(
        "JG0052", "Method must not be generic", "The method '{0}', or a type that contains it, is generic; write one method per type.");

    public static readonly DiagnosticDescriptor ParameterByReference = Error(
        "JG0053", "Parameter passed by reference", "The parameter '{0}' is passed by '{1}'; a formula takes its parameters by value.");

    public static readonly DiagnosticDescriptor ParameterType = Error(
        "JG0054", "Unsupported parameter type",
        "The parameter '{0}' has the type '{1}'; a formula computes with bool, sbyte, byte, short, ushort, int, uint, long, ulong, float and double, and with spans of them.");

    public static readonly DiagnosticDescriptor ReturnType = Error(
        "JG0055", "Unsupported return type",
        "The method '{0}' returns '{1}'; a formula returns bool, sbyte, byte, short, ushort, int, uint, long, ulong, float or double, "
        + "or nothing if it has a span to store into.");

    public static readonly DiagnosticDescriptor UnsafeNotAllowed = Error(
        "JG0056", "AllowUnsafeBlocks is missing",
        "Calling machine code takes unsafe code: add <AllowUnsafeBlocks>true</AllowUnsafeBlocks> to a <PropertyGroup> of the project.");

    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        "JG0057", "Containing type must be partial", "The type '{0}', which contains the method '{1}', must be partial.");

    public static readonly DiagnosticDescriptor TooSmall = Info(
        "JG0058", "Formula too small to pay for its call",
        "The formula of '{0}' has {1} operations, fewer than a native call costs; plain C#, which the JIT inlines, is faster here.");

    public static readonly DiagnosticDescriptor FormulaMissing = Error(
        "JG0060", "Formula is null", "The attribute of '{0}' has no text; write the formula as a constant string.");

    public static readonly DiagnosticDescriptor LanguageVersion = Error(
        "JG0061", "C# version too old", "The generated code needs C# {0} or later; the project is set to C# {1}.");

    public static readonly DiagnosticDescriptor MethodVirtual = Error(
        "JG0062", "Method must not be virtual", "The method '{0}' is abstract or virtual; a formula is one method's body and cannot be overridden.");

    public static readonly DiagnosticDescriptor TypeIsFileLocal = Error(
        "JG0063", "Containing type is local to its file",
        "The type '{0}', which contains the method '{1}', is local to its file; the generated part of it has to be in another.");

    public static readonly DiagnosticDescriptor InternalError = Error(
        "JG0064", "Internal error",
        "JitGen failed on '{0}' ({1}). This is a defect of JitGen; please report it together with the formula: {2}");

    // Formulas over spans.
    public static readonly DiagnosticDescriptor MapWithoutResult = Error(
        "JG0070", "Nothing to store into",
        "The method '{0}' returns nothing and has no Span<T> to store into; add a parameter such as Span<float> result, or return a value.");

    public static readonly DiagnosticDescriptor UnassignedResult = Error(
        "JG0071", "Result without a value",
        "The span '{0}' is a result, since the formula does not read it, but it gets no value; write {0} = ...; or make it a ReadOnlySpan.");

    public static readonly DiagnosticDescriptor NoDestination = Error(
        "JG0072", "Expression without a destination", "No span takes the value of '{0}': {1}.");

    public static readonly DiagnosticDescriptor IndexNotConstant = Error(
        "JG0073", "Index that is not i plus a constant", "'{0}' is not an index such as i, i - 1 or i + 2: {1}.");

    public static readonly DiagnosticDescriptor ResultReadAhead = Error(
        "JG0075", "Result read at an offset",
        "'{0}' is assigned, and '{1}' reads an element of it that a later iteration changes; read from a copy in another span.");

    public static readonly DiagnosticDescriptor ElementOutsideReduction = Error(
        "JG0076", "Element outside a reduction",
        "'{0}' has a value for each element, but the method returns a single one; combine them, as in sum({0}) or max({0}).");

    public static readonly DiagnosticDescriptor NestedReduction = Error(
        "JG0077", "Reduction inside a reduction",
        "'{0}' is known only after all elements have been read, so that it cannot be part of another reduction; "
        + "return it from a method of its own, and pass it as a value.");

    public static readonly DiagnosticDescriptor ReductionMisplaced = Error(
        "JG0078", "Reduction without elements to reduce", "'{0}' combines the elements of spans to one value, but {1}.");

    public static readonly DiagnosticDescriptor CheckedProduct = Error(
        "JG0079", "Product that cannot be checked",
        "A product of integers cannot be checked for overflow; multiply as double, product((double)x), or write unchecked(product(...)).");

    public static readonly DiagnosticDescriptor LateCondition = Error(
        "JG0080", "Reduction that can throw under a condition known too late",
        "'{0}' can throw, but whether C# would evaluate it depends on another reduction, known only after all elements; "
        + "choose inside of it, as in sum(y != 0 ? x / y : 0).");

    public static readonly DiagnosticDescriptor LengthOfNoInput = Error(
        "JG0081", "Length of something that is not read", "length is that of the spans that a formula reads; '{0}' is none: {1}.");

    public static readonly DiagnosticDescriptor KernelCalled = Error(
        "JG0082", "Formula over spans called", "'{0}' computes with spans; only formulas of single values can be called.");

    public static readonly DiagnosticDescriptor KernelCompiled = Info(
        "JG0083", "Formula over spans compiled", "'{0}' is compiled to {1}.");

    public static readonly DiagnosticDescriptor NotVectorized = Error(
        "JG0084", "Formula is not vectorized",
        "'{0}' has RequireVectorized, but {1} computes {2} element by element; avoid it, or take RequireVectorized away.");

    public static readonly DiagnosticDescriptor TooManyReductions = Error(
        "JG0085", "Too many reductions",
        "The formula has more than {0} different reductions, too many for one pass; compute some of them in another method.");

    /// <summary>All rows, in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => s_all;

    private static DiagnosticDescriptor Error(string id, string title, string format) => Row(id, DiagnosticSeverity.Error, title, format);

    private static DiagnosticDescriptor Warning(string id, string title, string format) => Row(id, DiagnosticSeverity.Warning, title, format);

    private static DiagnosticDescriptor Info(string id, string title, string format) => Row(id, DiagnosticSeverity.Info, title, format);

    private static DiagnosticDescriptor Row(string id, DiagnosticSeverity severity, string title, string format)
    {
        var descriptor = new DiagnosticDescriptor(id, severity, title, format);
        s_all.Add(descriptor);
        return descriptor;
    }
}
