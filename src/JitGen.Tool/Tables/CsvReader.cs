using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace JitGen.Tool.Tables;

/// <summary>Reads comma-separated values after RFC 4180, a record at a time: fields may be quoted, and contain line ends then.</summary>
/// <param name="text">Where from.</param>
internal sealed class CsvReader(TextReader text)
{
    private readonly StringBuilder _field = new();

    /// <summary>The line of the record that was read last, from 1.</summary>
    public int Line { get; private set; }

    private int _nextLine = 1;

    /// <summary>Reads a record into a list; false at the end.</summary>
    /// <exception cref="FormatException">A quoted field does not end, or goes on behind its end.</exception>
    public bool Read(List<string> fields)
    {
        fields.Clear();
        Line = _nextLine;
        if (text.Peek() < 0)
        {
            return false;
        }

        while (true)
        {
            fields.Add(ReadField());
            int separator = text.Read();
            if (separator == ',')
            {
                continue;
            }

            if (separator == '\r' && text.Peek() == '\n')
            {
                text.Read();
            }

            _nextLine++;
            return true;
        }
    }

    private string ReadField()
    {
        _field.Clear();
        if (text.Peek() == '"')
        {
            ReadQuoted();
            return _field.ToString();
        }

        while (text.Peek() is not (< 0 or ',' or '\r' or '\n'))
        {
            _field.Append((char)text.Read());
        }

        return _field.ToString();
    }

    private void ReadQuoted()
    {
        text.Read();
        while (true)
        {
            int character = text.Read();
            if (character < 0)
            {
                throw new FormatException($"line {Line}: a quoted field does not end");
            }

            if (character != '"')
            {
                _nextLine += character == '\n' ? 1 : 0;
                _field.Append((char)character);
            }
            else if (text.Peek() == '"')
            {
                _field.Append((char)text.Read());
            }
            else if (text.Peek() is < 0 or ',' or '\r' or '\n')
            {
                return;
            }
            else
            {
                throw new FormatException($"line {Line}: a quoted field goes on behind its last quotation mark");
            }
        }
    }

    /// <summary>A field as it is written: quoted if it has to be.</summary>
    public static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
