using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Options;

/// <summary>A picture of implied volatilities over strikes, as SVG.</summary>
internal static class SmileChart
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Margin = 50;

    /// <summary>Draws points of (strike / spot, volatility).</summary>
    public static string Draw(IReadOnlyList<(double Moneyness, double Volatility)> points, string title)
    {
        double left = double.MaxValue;
        double right = double.MinValue;
        double top = 0;
        foreach (var (moneyness, volatility) in points)
        {
            left = Math.Min(left, moneyness);
            right = Math.Max(right, moneyness);
            top = Math.Max(top, volatility);
        }

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"24\" text-anchor=\"middle\" font-size=\"15\">{title}</text>\n");
        for (int tenth = 0; tenth <= 4; tenth++)
        {
            double volatility = top * tenth / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Margin}\" x2=\"{Width - Margin}\" y1=\"{Y(volatility):F1}\" y2=\"{Y(volatility):F1}\" stroke=\"#ddd\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin - 6}\" y=\"{Y(volatility) + 4:F1}\" text-anchor=\"end\">{volatility:P0}</text>\n");
            double moneyness = left + (right - left) * tenth / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(moneyness):F1}\" y=\"{Height - Margin + 18}\" text-anchor=\"middle\">{moneyness:F2}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">strike / spot</text>\n");
        foreach (var (moneyness, volatility) in points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(moneyness):F1}\" cy=\"{Y(volatility):F1}\" r=\"1.6\" fill=\"#2563eb\" fill-opacity=\"0.6\"/>\n");
        }

        return svg.Append("</svg>\n").ToString();

        double X(double moneyness) => Margin + (moneyness - left) / (right - left) * (Width - 2 * Margin);

        double Y(double volatility) => Height - Margin - volatility / top * (Height - 2 * Margin - 10);
    }
}
