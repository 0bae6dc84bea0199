namespace Surprisal.Numerics.Distributions;

/// <summary>A distribution on whole numbers, with one mode or with its modes at the ends, as its sums see it.</summary>
internal interface ICountTerms
{
    /// <summary>The smallest number; −∞ where there is none.</summary>
    double Smallest { get; }

    /// <summary>The largest number; ∞ where there is none.</summary>
    double Largest { get; }

    /// <summary>A number in the middle, from which both tails fall.</summary>
    double Middle { get; }

    /// <summary>log P(Y = y).</summary>
    double LogProbability(double y);

    /// <summary>P(Y = y + 1)/P(Y = y).</summary>
    double Ratio(double y);
}

/// <summary>Tails of counts whose cdf has no closed form, by summing probabilities outwards from the point: as many as the tail is long.</summary>
/// <remarks>
/// Terms relative to the first come from ratios of neighbours, and every so often from their logarithms, before the roundings of many ratios
/// add up. All are positive: the error relative to the tail is about 1e-14, however small it is.
/// </remarks>
internal static class CountSums
{
    private const int Refresh = 64;
    private const double Negligible = 1e-18;
    private const double MostlyOneSide = 0.6;

    /// <summary>Both tails at <paramref name="y"/>.</summary>
    public static TailPair Tails<TTerms>(TTerms terms, double y)
        where TTerms : ICountTerms
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y < terms.Smallest || double.IsNegativeInfinity(y)) return TailPair.AllUpper;
        if (y >= terms.Largest) return TailPair.AllLower;
        double count = Math.Floor(y);
        bool lowerFirst = count < terms.Middle;
        ScaledTail first = lowerFirst ? Downwards(terms, count) : Upwards(terms, count + 1.0);
        if (first.Value <= MostlyOneSide) return lowerFirst ? TailPair.FromLower(first) : TailPair.FromUpper(first);
        return lowerFirst ? TailPair.FromUpper(Upwards(terms, count + 1.0)) : TailPair.FromLower(Downwards(terms, count));
    }

    /// <summary>The sum over all numbers of f of the logarithm of the probability times the probability.</summary>
    public static double Entropy<TTerms>(TTerms terms)
        where TTerms : ICountTerms
    {
        double sum = 0.0, start = terms.Middle, log, term, size;
        for (double y = start; y <= terms.Largest; y++)
        {
            log = terms.LogProbability(y);
            term = -log * Elementary.Exp(log);
            sum += term;
            size = Math.Abs(term) / Math.Max(1.0 - terms.Ratio(y), Negligible);
            if (terms.Ratio(y) < 1.0 && size <= Negligible * sum && y > start + 1.0) break;
        }

        for (double y = start - 1.0; y >= terms.Smallest; y--)
        {
            log = terms.LogProbability(y);
            term = -log * Elementary.Exp(log);
            sum += term;
            double ratio = 1.0 / terms.Ratio(y - 1.0);
            if (ratio < 1.0 && Math.Abs(term) <= Negligible * sum * (1.0 - ratio) && y < start - 2.0) break;
        }

        return sum;
    }

    /// <summary>The smallest number, from <paramref name="from"/> on, after which probabilities no longer rise: the mode where there is one.</summary>
    public static double Peak<TTerms>(TTerms terms, double from)
        where TTerms : ICountTerms
    {
        double low = from - 1.0, high = from, step = 1.0;
        while (high < terms.Largest && terms.Ratio(high) > 1.0)
        {
            low = high;
            high = Math.Min(high + step, terms.Largest);
            step *= 2.0;
        }

        while (high - low > 1.0)
        {
            double middle = Math.Floor(low + (0.5 * (high - low)));
            if (terms.Ratio(middle) > 1.0) low = middle;
            else high = middle;
        }

        return high;
    }

    private static ScaledTail Upwards<TTerms>(TTerms terms, double from)
        where TTerms : ICountTerms
    {
        double anchor = terms.LogProbability(from), term = 1.0, sum = 0.0;
        int since = 0;
        for (double y = from; ; y++)
        {
            sum += term;
            if (y >= terms.Largest) break;
            double ratio = terms.Ratio(y);
            term = ++since % Refresh == 0 ? Elementary.Exp(terms.LogProbability(y + 1.0) - anchor) : term * ratio;
            if (ratio < 1.0 && term <= Negligible * sum * (1.0 - ratio)) break;
        }

        return new ScaledTail(anchor, sum);
    }

    private static ScaledTail Downwards<TTerms>(TTerms terms, double from)
        where TTerms : ICountTerms
    {
        double anchor = terms.LogProbability(from), term = 1.0, sum = 0.0;
        int since = 0;
        for (double y = from; ; y--)
        {
            sum += term;
            if (y <= terms.Smallest) break;
            double ratio = 1.0 / terms.Ratio(y - 1.0);
            term = ++since % Refresh == 0 ? Elementary.Exp(terms.LogProbability(y - 1.0) - anchor) : term * ratio;
            if (ratio < 1.0 && term <= Negligible * sum * (1.0 - ratio)) break;
        }

        return new ScaledTail(anchor, sum);
    }
}
