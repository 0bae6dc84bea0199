using System.Text;

namespace Surprisal.Cli.Rendering;

/// <summary>Pictures of characters: bars for densities, points for curves that may be negative.</summary>
internal static class TerminalPlot
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";
    private const int Margin = 10;

    /// <summary>Draws a bar a column, the tallest filling the height.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="values">Non-negative numbers, one a column.</param>
    /// <param name="low">What the first column stands for.</param>
    /// <param name="high">What the last column stands for.</param>
    /// <param name="rows">The height.</param>
    /// <param name="label">What the bars are.</param>
    public static void Bars(StringBuilder text, IReadOnlyList<double> values, double low, double high, int rows, string label)
    {
        double top = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        int width = values.Count <= 36 ? 2 : 1;
        text.Append("  ").Append(label).Append('\n');
        for (int row = rows - 1; row >= 0; row--)
        {
            StringBuilder line = new((row == rows - 1 ? Digits.Of(top) : row == 0 ? "0" : "").PadLeft(Margin));
            line.Append(" │");
            foreach (double value in values)
            {
                double height = top > 0 ? Math.Min(value / top, 1) * rows : 0;
                int eighths = double.IsNaN(height) ? 0 : (int)Math.Clamp(Math.Round((height - row) * 8), 0, 8);
                line.Append(Eighths[eighths]);
                if (width == 2) line.Append(' ');
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        Axis(text, values.Count * width, low, high);
    }

    /// <summary>Draws a curve, one point a column, with a line at zero where the range has it.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="values">One number a column; one that is not finite is left out.</param>
    /// <param name="low">What the first column stands for.</param>
    /// <param name="high">What the last column stands for.</param>
    /// <param name="rows">The height.</param>
    /// <param name="label">What the curve is.</param>
    public static void Curve(StringBuilder text, IReadOnlyList<double> values, double low, double high, int rows, string label)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double bottom = Math.Min(0, finite.DefaultIfEmpty(0).Min()), top = Math.Max(0, finite.DefaultIfEmpty(0).Max());
        if (top <= bottom) top = bottom + 1;
        double step = (top - bottom) / (rows - 1);
        int zero = (int)Math.Round(-bottom / step);
        text.Append("  ").Append(label).Append('\n');
        for (int row = rows - 1; row >= 0; row--)
        {
            string mark = row == rows - 1 ? Digits.Of(top) : row == 0 ? Digits.Of(bottom) : row == zero ? "0" : "";
            StringBuilder line = new(mark.PadLeft(Margin));
            line.Append(" │");
            foreach (double value in values)
            {
                bool here = double.IsFinite(value) && (int)Math.Round((value - bottom) / step) == row;
                line.Append(here ? '●' : row == zero ? '·' : ' ');
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        Axis(text, values.Count, low, high);
    }

    /// <summary>Draws several curves, each by a letter from a on, with a line at zero; where curves meet the first is seen.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="curves">For each curve one number a column, all as many.</param>
    /// <param name="low">What the first column stands for.</param>
    /// <param name="high">What the last column stands for.</param>
    /// <param name="rows">The height.</param>
    /// <param name="label">What the curves are.</param>
    public static void Curves(StringBuilder text, IReadOnlyList<IReadOnlyList<double>> curves, double low, double high, int rows, string label)
    {
        const int MostColumns = 80;
        double bottom = Math.Min(0, curves.Min(static c => c.Min())), top = Math.Max(0, curves.Max(static c => c.Max()));
        if (!(top > bottom)) top = bottom + 1;
        int count = curves[0].Count, width = Math.Min(count, MostColumns), zero = (int)Math.Round(-bottom / (top - bottom) * (rows - 1));
        text.Append("  ").Append(label).Append('\n');
        for (int row = rows - 1; row >= 0; row--)
        {
            string mark = row == rows - 1 ? Digits.Of(top) : row == 0 ? Digits.Of(bottom) : row == zero ? "0" : "";
            StringBuilder line = new(mark.PadLeft(Margin));
            line.Append(" │");
            for (int column = 0; column < width; column++)
            {
                int at = width == 1 ? 0 : (int)((long)column * (count - 1) / (width - 1));
                char sign = row == zero ? '·' : ' ';
                for (int k = curves.Count - 1; k >= 0; k--)
                {
                    double value = curves[k][at];
                    if (value != 0 && (int)Math.Round((value - bottom) / (top - bottom) * (rows - 1)) == row) sign = (char)('a' + k);
                }

                line.Append(sign);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        Axis(text, width, low, high);
    }

    private static void Axis(StringBuilder text, int width, double low, double high)
    {
        text.Append(' ', Margin + 1).Append('└').Append('─', width).Append('\n');
        string left = Digits.Of(low), right = Digits.Of(high), middle = Digits.Of(0.5 * (low + high));
        StringBuilder line = new(new string(' ', Margin + 2));
        line.Append(left);
        int centre = Margin + 2 + (width / 2) - (middle.Length / 2), end = Margin + 2 + width - right.Length;
        if (centre > line.Length && width > left.Length + middle.Length + right.Length + 4) line.Append(' ', centre - line.Length).Append(middle);
        if (end > line.Length) line.Append(' ', end - line.Length).Append(right);
        text.Append(line).Append('\n');
    }
}
