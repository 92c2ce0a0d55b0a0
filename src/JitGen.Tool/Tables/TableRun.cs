using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Tool.Tables;

/// <summary>Computes a formula for each record of a table, a block of records at a time, and writes the table with the results.</summary>
/// <param name="formula">The formula; its parameters are names of columns.</param>
/// <param name="name">The name of the column of results.</param>
internal sealed class TableRun(RowFormula formula, string name)
{
    /// <summary>Enough for vector code, and little enough to stay in the caches.</summary>
    private const int BlockLength = 4096;

    private readonly List<List<string>> _records = new(BlockLength);
    private readonly Column[] _arguments = [.. formula.Parameters.Select(parameter => Column.Create((ElementType)parameter.Type, 0))];
    private readonly Column _results = Column.Create((ElementType)formula.ResultType, 0);
    private readonly int[] _lines = new int[BlockLength];
    private int[] _places = [];

    /// <summary>The records that were computed.</summary>
    public long Records { get; private set; }

    /// <summary>Reads and writes the whole table; the first record has the names of the columns.</summary>
    /// <param name="input">The table.</param>
    /// <param name="output">The same with one more column.</param>
    /// <param name="progress">Called after each block.</param>
    /// <exception cref="FormatException">The table is none, or a value is none of its parameter's type; the message says where.</exception>
    public void Run(TextReader input, TextWriter output, Action progress)
    {
        var reader = new CsvReader(input);
        var header = new List<string>();
        if (!reader.Read(header))
        {
            throw new FormatException("The table is empty: its first line has to have the names of the columns.");
        }

        _places = [.. formula.Parameters.Select(parameter => PlaceOf(parameter.Name, header))];
        Write(output, header, name);
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = ReadBlock(reader, header.Count);
            if (_records.Count > 0)
            {
                Compute();
                for (int i = 0; i < _records.Count; i++)
                {
                    Write(output, _records[i], _results.Write(i));
                }

                Records += _records.Count;
                progress();
            }
        }
    }

    private static int PlaceOf(string parameter, List<string> header)
    {
        int place = header.FindIndex(column => column.Trim() == parameter);
        return place >= 0 ? place : throw new FormatException($"There is no column '{parameter}'. There are {string.Join(", ", header)}.");
    }

    /// <summary>Reads records until the block is full. False at the end of the table.</summary>
    private bool ReadBlock(CsvReader reader, int columns)
    {
        _records.Clear();
        while (_records.Count < BlockLength)
        {
            var record = new List<string>(columns);
            if (!reader.Read(record))
            {
                return false;
            }

            if (record.Count == 1 && record[0].Length == 0 && columns > 1)
            {
                continue;
            }

            if (record.Count != columns)
            {
                throw new FormatException($"line {reader.Line}: {record.Count} fields, where the first line has {columns}");
            }

            _lines[_records.Count] = reader.Line;
            _records.Add(record);
        }

        return true;
    }

    private void Compute()
    {
        int count = _records.Count;
        _results.Resize(count);
        for (int n = 0; n < _arguments.Length; n++)
        {
            _arguments[n].Resize(count);
            for (int i = 0; i < count; i++)
            {
                if (!_arguments[n].TryRead(i, _records[i][_places[n]]))
                {
                    FormulaParameter parameter = formula.Parameters[n];
                    throw new FormatException(
                        $"line {_lines[i]}: '{_records[i][_places[n]]}' in column '{parameter.Name}' is no {ElementTypes.Keyword((ElementType)parameter.Type)}");
                }
            }
        }

        try
        {
            formula.EvaluateColumns([.. _arguments.Select(column => column.Elements)], _results.Elements);
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            throw new FormatException($"line {_lines[FindThrowing()]}: {exception.Message}");
        }
    }

    /// <summary>The first record of the block whose computation throws.</summary>
    private int FindThrowing()
    {
        Column result = _results.Single(0);
        for (int i = 0; i < _records.Count; i++)
        {
            int index = i;
            try
            {
                formula.EvaluateColumns([.. _arguments.Select(column => column.Single(index).Elements)], result.Elements);
            }
            catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
            {
                return i;
            }
        }

        return 0;
    }

    private static void Write(TextWriter output, List<string> fields, string last)
    {
        foreach (string field in fields)
        {
            output.Write(CsvReader.Quote(field));
            output.Write(',');
        }

        output.Write(CsvReader.Quote(last));
        output.Write('\n');
    }
}
