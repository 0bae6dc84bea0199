namespace Surprisal.Noise;

/// <summary>The value tau that noise models of quantiles and expectiles are defined by.</summary>
internal static class Asymmetry
{
    private const string Key = "tau";

    /// <summary>The hyper-values of a noise model that has tau only.</summary>
    public static IReadOnlyDictionary<string, double> HyperValues(double tau) =>
        new Dictionary<string, double>(StringComparer.Ordinal) { [Key] = tau }.AsReadOnly();

    /// <summary>Whether a hyper-value's name is that of tau.</summary>
    public static bool IsTau(string name) => string.Equals(name, Key, StringComparison.Ordinal);

    /// <summary>The value, where it may be a tau.</summary>
    /// <param name="noise">The noise model's name.</param>
    /// <param name="tau">The value.</param>
    /// <exception cref="InputException">It is not strictly between 0 and 1.</exception>
    public static double Require(string noise, double tau)
    {
        if (tau > 0.0 && tau < 1.0) return tau;
        throw new InputException(
            $"noise model '{noise}': tau must be strictly between 0 and 1, not {NoiseNumber.Format(tau)}",
            "leave tau out for 0.5");
    }

    /// <summary>A location moved by a distance, finite whatever the two are.</summary>
    public static double Shift(double location, double distance) => Math.Clamp(location - distance, double.MinValue, double.MaxValue);
}
