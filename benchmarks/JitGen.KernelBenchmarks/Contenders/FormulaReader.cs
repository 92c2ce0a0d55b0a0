using System;
using System.Collections.Generic;
using System.Reflection;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Binds the formula of a kernel's generated method, to compile it for targets that this process does not use.</summary>
internal static class FormulaReader
{
    private static readonly Dictionary<Type, ElementType> s_types = new()
    {
        [typeof(void)] = ElementType.Void,
        [typeof(byte)] = ElementType.Byte,
        [typeof(float)] = ElementType.Single,
        [typeof(double)] = ElementType.Double,
    };

    /// <summary>The graph of a kernel's formula.</summary>
    public static BoundFormula Bind(Kernel kernel, NativeBuild build)
    {
        MethodInfo method = MethodOf(kernel);
        var source = new FormulaSource
        {
            Text = method.GetCustomAttribute<NativeExpressionAttribute>()!.Expression,
            MethodName = method.Name,
            Parameters = Array.ConvertAll(method.GetParameters(), ToParameter),
            ResultType = s_types[method.ReturnType],
            FloatMode = build.Mode,
            MathPrecision = build.Precision,
        };
        BoundFormula bound = Compilation.Bind(source);
        return bound.Function is not null
            ? bound
            : throw new InvalidOperationException($"{kernel.Id}: {string.Join("; ", bound.Diagnostics)}");
    }

    private static MethodInfo MethodOf(Kernel kernel)
    {
        string name = char.ToUpperInvariant(kernel.Name[0]) + kernel.Name[1..];
        foreach (MethodInfo method in kernel.Formulas.GetMethods(BindingFlags.Static | BindingFlags.Public))
        {
            if (method.Name == name && ElementOf(method.GetParameters()[0].ParameterType).Name == kernel.Inputs[0].Name)
            {
                return method;
            }
        }

        throw new InvalidOperationException($"There is no formula for {kernel.Id}.");

        static Element ElementOf(Type span) =>
            span == typeof(ReadOnlySpan<byte>) ? Element.Byte : span == typeof(ReadOnlySpan<float>) ? Element.Single : Element.Double;
    }

    private static Parameter ToParameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (!type.IsGenericType)
        {
            return new Parameter(parameter.Name!, s_types[type]);
        }

        ParameterKind kind = type.GetGenericTypeDefinition() == typeof(Span<>) ? ParameterKind.Span : ParameterKind.ReadOnlySpan;
        return new Parameter(parameter.Name!, s_types[type.GetGenericArguments()[0]], kind);
    }
}
