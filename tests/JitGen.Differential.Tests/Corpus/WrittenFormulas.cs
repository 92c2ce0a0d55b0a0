using System;
using System.Collections.Generic;
using JitGen.Differential.Tests.Corpus.Topics;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>The written formulas, topic by topic.</summary>
internal static class WrittenFormulas
{
    private static readonly (string Name, Action<Topic> AddTo)[] s_topics =
    [
        ("idioms", Idioms.AddTo),
        ("operators", Operators.AddTo),
        ("conversions", Conversions.AddTo),
        ("constants", Constants.AddTo),
        ("functions", FunctionCalls.AddTo),
        ("guards", Guards.AddTo),
        ("shapes", Shapes.AddTo),
        ("regressions", Regressions.AddTo),
    ];

    public static IReadOnlyList<Formula> All { get; } = Create();

    private static List<Formula> Create()
    {
        var formulas = new List<Formula>();
        foreach (var (name, addTo) in s_topics)
        {
            var topic = new Topic(name);
            addTo(topic);
            formulas.AddRange(topic.Formulas);
        }

        return formulas;
    }
}
