using System;
using System.Globalization;
using System.Text;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>A drawing in SVG: shapes in the order in which they cover each other; coordinates in pixels from the upper left.</summary>
internal sealed class Drawing
{
    public const string Ink = "#1f2430";
    public const string Faint = "#d5d9e0";

    private readonly StringBuilder _text = new();

    /// <summary>An empty drawing on white, so that it is read on dark pages too.</summary>
    public Drawing(double width, double height)
    {
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0.#} {height:0.#}\" font-family=\"Helvetica, Arial, sans-serif\">\n");
        Append($"<rect width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"white\"/>\n");
    }

    public void Bar(double x, double y, double width, double height, string color) =>
        Append($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(width, 0.5):0.#}\" height=\"{height:0.#}\" fill=\"{color}\"/>\n");

    public void Line(double x1, double y1, double x2, double y2, string color, double width = 1) =>
        Append($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{color}\" stroke-width=\"{width:0.#}\"/>\n");

    public void Curve(ReadOnlySpan<(double X, double Y)> points, string color)
    {
        Append($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\" points=\"");
        foreach ((double x, double y) in points)
        {
            Append($"{x:0.#},{y:0.#} ");
        }

        Append($"\"/>\n");
    }

    /// <summary>A line of text.</summary>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">The line it stands on.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="size">The size of the letters.</param>
    public void Text(double x, double y, string text, string anchor = "start", double size = 11)
    {
        string escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        Append($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"{size:0.#}\" fill=\"{Ink}\">{escaped}</text>\n");
    }

    public override string ToString() => _text + "</svg>\n";

    private void Append(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
