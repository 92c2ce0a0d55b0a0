using System.Collections.Generic;
using System.Linq;
using System.Threading;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Generator.Models;
using Microsoft.CodeAnalysis;
using Compilation = Microsoft.CodeAnalysis.Compilation;

namespace JitGen.Generator.Symbols;

/// <summary>Reads a formula, the constants that it mentions and the formulas that it calls from symbols.</summary>
internal sealed class FormulaReader
{
    private readonly Compilation _compilation;
    private readonly bool _checkedByDefault;
    private readonly CalledFormulas _called;
    private readonly CancellationToken _cancellation;
    private SemanticModel _model;

    /// <param name="model">The model of the file that declares the method.</param>
    /// <param name="called">The readings of the same compilation.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public FormulaReader(SemanticModel model, CalledFormulas called, CancellationToken cancellation)
    {
        _model = model;
        _called = called;
        _compilation = model.Compilation;
        _checkedByDefault = _compilation.Options is Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions { CheckOverflow: true };
        _cancellation = cancellation;
    }

    /// <summary>The formula of a method that has the right shape, with everything that its code depends on.</summary>
    /// <param name="method">The method.</param>
    /// <param name="text">The formula.</param>
    /// <param name="attribute">The attribute that has it.</param>
    public FormulaKey Read(IMethodSymbol method, string text, AttributeData attribute)
    {
        FormulaReading reading = ReadAlone(method, text, attribute);
        var mentioned = new Queue<CalledFormula>();
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        Enqueue(reading.Calls);
        var callees = new List<FormulaModel>();

        // The compiler inlines so many calls at most; what is further away cannot matter.
        while (mentioned.Count > 0 && callees.Count <= CompilationLimits.Default.InlinedCalls)
        {
            _cancellation.ThrowIfCancellationRequested();
            FormulaReading callee = _called.Read(mentioned.Dequeue(), this);
            callees.Add(callee.Formula);
            Enqueue(callee.Calls);
        }

        return new FormulaKey(
            reading.Formula,
            new EquatableArray<FormulaModel>(callees.ToArray()),
            _checkedByDefault,
            NativeExpression.FloatMode(attribute),
            NativeExpression.CanonicalNaN(attribute));

        void Enqueue(IReadOnlyList<CalledFormula> calls)
        {
            foreach (CalledFormula call in calls)
            {
                if (seen.Add(call.Method))
                {
                    mentioned.Enqueue(call);
                }
            }
        }
    }

    /// <summary>What one formula says, without what it calls.</summary>
    public FormulaReading ReadAlone(IMethodSymbol method, string text, AttributeData attribute)
    {
        var constants = new List<NamedConstant>();
        FormulaNames names = FormulaNames.Of(text);
        foreach (string name in names.Values)
        {
            // A parameter hides what has its name.
            if (!HasParameter(method, name) && FindConstant(method, name) is { } constant)
            {
                constants.Add(constant);
            }
        }

        var calls = new List<CalledFormula>();
        foreach (string name in names.Functions)
        {
            foreach (IMethodSymbol callee in method.ContainingType.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (IsCallable(callee) && NativeExpression.Find(callee) is { } attributeOfCallee
                    && NativeExpression.Text(attributeOfCallee) is { } calleeText)
                {
                    calls.Add(new CalledFormula(callee, attributeOfCallee, calleeText));
                }
            }
        }

        ElementTypeMap.TryGet(method.ReturnType, out ElementType resultType);
        var formula = new FormulaModel(
            text, method.Name, ReadParameters(method), resultType, new EquatableArray<NamedConstant>(constants.ToArray()),
            NativeExpression.MathPrecision(attribute));
        return new FormulaReading(formula, calls);
    }

    private static EquatableArray<Parameter> ReadParameters(IMethodSymbol method)
    {
        var parameters = new Parameter[method.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ElementTypeMap.TryGetParameter(method.Parameters[i].Type, out ElementType type, out ParameterKind kind);
            parameters[i] = new Parameter(method.Parameters[i].Name, type, kind);
        }

        return new EquatableArray<Parameter>(parameters);
    }

    private static bool HasParameter(IMethodSymbol method, string name)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the compiler knows what the method means; it says itself that those over spans cannot be called.</summary>
    private static bool IsCallable(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false }
        && ElementTypeMap.TryGet(method.ReturnType, out _)
        && method.Parameters.All(
            parameter => parameter.RefKind == RefKind.None && ElementTypeMap.TryGetParameter(parameter.Type, out _, out _));

    /// <summary>The const field that <paramref name="name"/>, simple or qualified, means where the method is declared.</summary>
    private NamedConstant? FindConstant(IMethodSymbol method, string name)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        SyntaxReference declaration = method.DeclaringSyntaxReferences[0];
        if (declaration.SyntaxTree != _model.SyntaxTree)
        {
            _model = _compilation.GetSemanticModel(declaration.SyntaxTree);
        }

        string[] parts = name.Split('.');
        int position = method.Locations[0].SourceSpan.Start;
        INamespaceOrTypeSymbol? container = null;
        for (int i = 0; i < parts.Length - 1; i++)
        {
            container = Single(_model.LookupNamespacesAndTypes(position, container, parts[i])) as INamespaceOrTypeSymbol;
            if (container is null)
            {
                return null;
            }
        }

        return Single(_model.LookupSymbols(position, container, parts[parts.Length - 1])) is IFieldSymbol { HasConstantValue: true } field
            && ElementTypeMap.TryGetValue(field.Type, out ElementType elementType)
            && ConstantBits.TryGet(field.ConstantValue, out ulong bits)
                ? new NamedConstant(name, new ConstantValue(elementType, bits))
                : null;
    }

    /// <summary>What a name means if it means one thing; behind a using alias, what the alias stands for.</summary>
    private static ISymbol? Single(System.Collections.Immutable.ImmutableArray<ISymbol> symbols) =>
        symbols.Length != 1 ? null : symbols[0] is IAliasSymbol alias ? alias.Target : symbols[0];
}
