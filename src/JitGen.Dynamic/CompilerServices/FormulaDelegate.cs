using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using JitGen.Compiler.IR;

namespace JitGen.CompilerServices;

/// <summary>What is known of a delegate type whose formulas can be compiled. For generated code only.</summary>
/// <typeparam name="TDelegate">The delegate type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class FormulaDelegate<TDelegate>
    where TDelegate : Delegate
{
    private static delegate*<FormulaBase> s_create;
    private static delegate*<FormulaParameter[]> s_describe;
    private static FormulaType s_resultType;
    private static Parameter[]? s_parameters;

    /// <summary>Makes the delegate type known: called as the module that declares it is loaded.</summary>
    /// <param name="create">Creates an object of the type that the generator has made for it.</param>
    /// <param name="describe">Its parameters.</param>
    /// <param name="resultType">What it returns.</param>
    public static void Register(delegate*<FormulaBase> create, delegate*<FormulaParameter[]> describe, FormulaType resultType)
    {
        s_describe = describe;
        s_resultType = resultType;
        s_create = create;
    }

    internal static ElementType ResultType => (ElementType)s_resultType;

    /// <summary>The parameters with the names that formulas use.</summary>
    /// <param name="names">Names in place of the delegate's own, or null.</param>
    internal static IReadOnlyList<Parameter> Parameters(IReadOnlyList<string>? names)
    {
        EnsureRegistered();
        Parameter[] declared = s_parameters ??= Array.ConvertAll(
            s_describe(), parameter => new Parameter(parameter.Name, (ElementType)parameter.Type, (ParameterKind)parameter.Kind));
        if (names is null)
        {
            return declared;
        }

        if (names.Count != declared.Length)
        {
            throw new ArgumentException($"{typeof(TDelegate)} has {declared.Length} parameters, but there are {names.Count} names.", nameof(names));
        }

        var renamed = new Parameter[declared.Length];
        for (int i = 0; i < renamed.Length; i++)
        {
            renamed[i] = declared[i] with { Name = names[i] };
        }

        ParameterNames.Check(Array.ConvertAll(renamed, parameter => parameter.Name), nameof(names));
        return renamed;
    }

    internal static FormulaBase Create() => s_create();

    private static void EnsureRegistered()
    {
        if (s_create == null)
        {
            // The module of a library may not have run any code yet.
            RuntimeHelpers.RunModuleConstructor(typeof(TDelegate).Module.ModuleHandle);
            if (s_create == null)
            {
                BuiltInDelegates.Register();
            }
        }

        if (s_create == null)
        {
            throw new ArgumentException(
                $"{typeof(TDelegate)} cannot be the signature of a formula: declare a delegate type with [NativeFormula] in a project that uses the JitGen package.");
        }
    }
}
