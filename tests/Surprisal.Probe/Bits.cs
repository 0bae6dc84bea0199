using System.Globalization;
using System.Text;
using Surprisal.Fits;

namespace Surprisal.Probe;

/// <summary>The bits of everything that a fit says in numbers.</summary>
internal static class Bits
{
    /// <summary>Log-likelihood and coefficients in full, everything else folded into one number.</summary>
    public static string Of(Fit fit)
    {
        StringBuilder text = new(Hex(fit.LogLikelihood));
        ulong fold = 14695981039346656037;
        foreach (double? value in Numbers(fit)) fold = (fold ^ Raw(value)) * 1099511628211;
        foreach (Coefficient coefficient in fit.Parameters.SelectMany(static p => p.Coefficients)) text.Append(' ').Append(Hex(coefficient.Estimate));
        return text.Append(" rest ").Append(fold.ToString("x16", CultureInfo.InvariantCulture)).ToString();
    }

    private static IEnumerable<double?> Numbers(Fit fit)
    {
        foreach (ParameterFit parameter in fit.Parameters)
        {
            foreach (Coefficient c in parameter.Coefficients)
            {
                yield return c.StandardError;
                yield return c.Statistic;
                yield return c.PValue;
                yield return c.Lower;
                yield return c.Upper;
            }

            yield return parameter.Value?.Estimate;
            yield return parameter.Value?.Lower;
            yield return parameter.Value?.Upper;
        }

        yield return fit.Aic;
        yield return fit.Bic;
        yield return fit.Certificate.GradientNorm;
        yield return fit.Certificate.LargestGradient;
        yield return fit.Certificate.SmallestEigenvalue;
        yield return fit.Certificate.ConditionNumber;
        foreach (double value in fit.ResidualQuantiles ?? []) yield return value;
        if (fit.Covariance is not { } covariance) yield break;
        foreach (double value in covariance.ToArray()) yield return value;
    }

    private static ulong Raw(double? value) => value is { } number ? BitConverter.DoubleToUInt64Bits(number) : 0;

    private static string Hex(double? value) => Raw(value).ToString("x16", CultureInfo.InvariantCulture);
}
