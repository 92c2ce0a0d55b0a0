using System.Globalization;

namespace JitGen.Compiler.Syntax;

/// <summary>C#'s classes of characters.</summary>
internal static class CharacterClasses
{
    public static bool IsDigit(char character) => character is >= '0' and <= '9';

    public static bool IsHexDigit(char character) => IsDigit(character) || character is (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    public static bool IsWhiteSpace(char character) =>
        character is ' ' or '\t' or '\v' or '\f' or '\u00A0' or '\uFEFF' or '\u001A' || IsNewLine(character)
        || (character >= '\u0080' && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator);

    public static bool IsNewLine(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsIdentifierStart(char character) =>
        character < '\u0080'
            ? character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'
            : IsLetter(CharUnicodeInfo.GetUnicodeCategory(character));

    public static bool IsIdentifierPart(char character)
    {
        if (character < '\u0080')
        {
            return IsIdentifierStart(character) || IsDigit(character);
        }

        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(character);
        return IsLetter(category) || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;
    }

    private static bool IsLetter(UnicodeCategory category) => category <= UnicodeCategory.OtherLetter || category == UnicodeCategory.LetterNumber;
}
