using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Syntax;

/// <summary>Reads one numeric literal of C#: decimal, hexadecimal, binary or floating-point, with separators and suffixes.</summary>
internal sealed class NumberScanner
{
    private const string IntegerSuffixes = "uUlL";
    private const string FloatSuffixes = "fFdDmM";

    private readonly string _text;
    private readonly int _start;
    private int _position;
    private string? _malformed;

    private NumberScanner(string text, int start)
    {
        _text = text;
        _start = start;
        _position = start;
    }

    private TextSpan Span => new(_start, _position - _start);

    /// <summary>Whether a literal starts at <paramref name="position"/>: a digit, or a point and a digit.</summary>
    public static bool IsAt(string text, int position)
    {
        int digit = text[position] == '.' ? position + 1 : position;
        return digit < text.Length && CharacterClasses.IsDigit(text[digit]);
    }

    /// <summary>The literal at <paramref name="position"/>, where <see cref="IsAt"/>.</summary>
    public static Token Scan(string text, int position) => new NumberScanner(text, position).Scan();

    private char Peek(int offset = 0) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private Token Scan()
    {
        char marker = Peek() == '0' ? Peek(1) : '\0';
        return marker switch
        {
            'x' or 'X' => ScanRadix(bitsPerDigit: 4),
            'b' or 'B' => ScanRadix(bitsPerDigit: 1),
            _ => ScanDecimal(),
        };
    }

    private Token ScanRadix(int bitsPerDigit)
    {
        _position += 2;
        int first = _position;
        ulong value = 0;
        bool overflow = false, any = false;
        for (; IsRadixDigit(Peek(), bitsPerDigit) || Peek() == '_'; _position++)
        {
            if (Peek() != '_')
            {
                any = true;
                overflow |= value >> (64 - bitsPerDigit) != 0;
                value = (value << bitsPerDigit) | (uint)DigitValue(Peek());
            }
        }

        if (!any)
        {
            _malformed = "digits are missing";
        }

        CheckSeparators(first, leadingAllowed: true);
        return FinishInteger(value, overflow);
    }

    private Token ScanDecimal()
    {
        ScanDigits();
        int integerEnd = _position;
        bool floating = false;
        if (Peek() == '.' && CharacterClasses.IsDigit(Peek(1)))
        {
            floating = true;
            _position++;
            ScanDigits();
        }

        if (Peek() is 'e' or 'E')
        {
            floating = true;
            _position += Peek(1) is '+' or '-' ? 2 : 1;
            if (CharacterClasses.IsDigit(Peek()) || Peek() == '_')
            {
                ScanDigits();
            }
            else
            {
                _malformed = "the digits of its exponent are missing";
            }
        }

        if (floating || FloatSuffixes.IndexOf(Peek()) >= 0)
        {
            return FinishFloat();
        }

        ulong value = 0;
        bool overflow = false;
        for (int index = _start; index < integerEnd; index++)
        {
            if (_text[index] != '_')
            {
                ulong digit = (uint)DigitValue(_text[index]);
                overflow |= value > (ulong.MaxValue - digit) / 10;
                value = unchecked(value * 10 + digit);
            }
        }

        return FinishInteger(value, overflow);
    }

    private void ScanDigits()
    {
        int first = _position;
        while (CharacterClasses.IsDigit(Peek()) || Peek() == '_')
        {
            _position++;
        }

        CheckSeparators(first, leadingAllowed: false);
    }

    /// <summary>A separator stands between digits; after 0x and 0b also before the first.</summary>
    private void CheckSeparators(int first, bool leadingAllowed)
    {
        if (first < _position && (_text[_position - 1] == '_' || (!leadingAllowed && _text[first] == '_')))
        {
            _malformed = "'_' can only separate digits";
        }
    }

    /// <summary>The first of int, uint, long, ulong that the suffix allows and the value fits.</summary>
    private Token FinishInteger(ulong value, bool overflow)
    {
        bool isUnsigned = false, isLong = false;
        while (Peek() != '\0' && IntegerSuffixes.IndexOf(Peek()) >= 0)
        {
            bool marksUnsigned = Peek() is 'u' or 'U';
            if (marksUnsigned ? isUnsigned : isLong)
            {
                break;
            }

            isUnsigned |= marksUnsigned;
            isLong |= !marksUnsigned;
            _position++;
        }

        if (CheckEnd() is { } problem)
        {
            return problem;
        }

        if (overflow)
        {
            return Bad(DiagnosticTable.NumberTooLarge, "any integer type; the largest ulong is 18446744073709551615");
        }

        ElementType type =
            !isLong && !isUnsigned && value <= int.MaxValue ? ElementType.Int32
            : !isLong && value <= uint.MaxValue ? ElementType.UInt32
            : !isUnsigned && value <= long.MaxValue ? ElementType.Int64
            : ElementType.UInt64;
        return new Token(TokenKind.Number, Span, null, new ConstantValue(type, value));
    }

    private Token FinishFloat()
    {
        int digitsEnd = _position;
        char suffix = Peek() != '\0' && FloatSuffixes.IndexOf(Peek()) >= 0 ? _text[_position++] : 'd';
        if (suffix is 'm' or 'M')
        {
            _malformed = "machine code has no decimals; write the suffix d for double";
        }

        if (CheckEnd() is { } problem)
        {
            return problem;
        }

        ElementType type = suffix is 'f' or 'F' ? ElementType.Single : ElementType.Double;
        BinaryFormat format = BinaryFormat.Of(ElementTypes.IrTypeOf(type));
        ulong bits = FloatParser.Parse(format, _text.Substring(_start, digitsEnd - _start));
        return format.IsInfinite(bits)
            ? Bad(DiagnosticTable.NumberTooLarge, ElementTypes.Keyword(type))
            : new Token(TokenKind.Number, Span, null, new ConstantValue(type, bits));
    }

    /// <summary>A bad token if the literal is malformed, or a letter or digit follows it immediately.</summary>
    private Token? CheckEnd()
    {
        if (CharacterClasses.IsIdentifierPart(Peek()))
        {
            while (CharacterClasses.IsIdentifierPart(Peek()))
            {
                _position++;
            }

            _malformed ??= "a name cannot start with a digit, and this is no suffix";
        }

        return _malformed is null ? null : Bad(DiagnosticTable.MalformedNumber, _malformed);
    }

    private Token Bad(DiagnosticDescriptor descriptor, string reason) =>
        new(TokenKind.Bad, Span, Diagnostic.Create(descriptor, Span, null, Excerpt.Of(_text, Span), reason));

    private static bool IsRadixDigit(char character, int bitsPerDigit) =>
        bitsPerDigit == 4 ? CharacterClasses.IsHexDigit(character) : character is '0' or '1';

    private static int DigitValue(char digit) => CharacterClasses.IsDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
