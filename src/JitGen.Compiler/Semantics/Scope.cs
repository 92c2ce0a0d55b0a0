using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>A parameter or local of the formula being bound.</summary>
internal sealed class Variable(string name, int parameterIndex, ElementType type, ParameterKind kind = ParameterKind.Value)
{
    public string Name { get; } = name;

    /// <summary>The number of the parameter; -1 for a local.</summary>
    public int ParameterIndex { get; } = parameterIndex;

    /// <summary>Whether it is a value or has one per element.</summary>
    public ParameterKind Kind { get; } = kind;

    public bool IsSpan => Kind != ParameterKind.Value;

    /// <summary>Its type, that of the elements of a span; Void for a local that is not declared yet, or whose declaration has an error.</summary>
    public ElementType Type { get; set; } = type;

    /// <summary>
    /// Its value, of a span the one last assigned; none for a parameter of the root, which becomes a node where it is used, and
    /// before a declaration or assignment.
    /// </summary>
    public Value Value { get; set; }

    /// <summary>The graph that the value of a local is a node of; null for a parameter.</summary>
    public GraphBuilder? Home { get; set; }

    /// <summary>Whether its declaration has been reached.</summary>
    public bool IsDeclared { get; set; } = parameterIndex >= 0;

    public bool IsUsed { get; set; }

    /// <summary>Whether it is a span that an assignment names.</summary>
    public bool IsAssigned { get; set; }

    /// <summary>Whether the iteration's own element is read as it is before any assignment.</summary>
    public bool IsReadInPlace { get; set; }

    /// <summary>Whether elements before the iteration's are read: if it is assigned, results of earlier iterations.</summary>
    public bool IsReadBack { get; set; }

    /// <summary>Where the formula first reads an element behind the iteration's.</summary>
    public TextSpan? ReadAhead { get; set; }

    /// <summary>Where the formula first asks for the number of its elements.</summary>
    public TextSpan? Measured { get; set; }

    public bool IsParameter => ParameterIndex >= 0;

    /// <summary>What it is called in messages.</summary>
    public string Noun => IsParameter ? "parameter" : "local";
}

/// <summary>The parameters and locals of one formula. As in C#, a local hides what has its name from the first character on.</summary>
internal sealed class Scope
{
    private const int NoParameter = -1;

    private readonly Dictionary<string, Variable> _variables = new();

    public IEnumerable<string> Names => _variables.Keys;

    public Variable? Find(string name) => _variables.TryGetValue(name, out Variable? variable) ? variable : null;

    /// <summary>Adds a parameter; a method that C# accepts has no two of one name.</summary>
    public void Add(Variable parameter) => _variables[parameter.Name] = parameter;

    /// <summary>Makes known which locals will be declared.</summary>
    public void Announce(IReadOnlyList<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (statement is DeclarationSyntax declaration && !_variables.ContainsKey(declaration.Name))
            {
                _variables.Add(declaration.Name, new Variable(declaration.Name, NoParameter, ElementType.Void));
            }
        }
    }

    /// <summary>Gives an announced local its value, none after an error; returns the variable that already has its name, if there is one.</summary>
    public Variable? Declare(string name, ElementType type, Value value, GraphBuilder home)
    {
        Variable variable = _variables[name];
        if (variable.IsDeclared)
        {
            return variable;
        }

        variable.IsDeclared = true;
        variable.Type = type;
        variable.Value = value;
        variable.Home = home;
        return null;
    }
}
