using System.Globalization;

namespace Surprisal.Priors;

/// <summary>A value of a prior by name: <c>sd</c> 2.</summary>
/// <param name="Name">Its name in the prior's text.</param>
/// <param name="Value">The number.</param>
public readonly record struct PriorValue(string Name, double Value);

/// <summary>
/// What is believed of coefficients before the data are seen: a density, whose surprisal −log p is the penalty that it is known by. Immutable.
/// </summary>
/// <remarks>A <see cref="ScalarPrior"/> holds for each coefficient by itself, a <see cref="BlockPrior"/> for the coefficients of a term together.</remarks>
public abstract class Prior
{
    private protected Prior()
    {
    }

    /// <summary>The name on the command line: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What minimising with it is known as: <c>ridge</c>, <c>lasso</c>.</summary>
    public abstract string PenaltyName { get; }

    /// <summary>The density as a line of text, b being the coefficient.</summary>
    public abstract string Density { get; }

    /// <summary>Its values in the order of its text.</summary>
    public abstract IReadOnlyList<PriorValue> Values { get; }

    /// <summary>Whether the density has a finite integral; one that has none holds nothing back in some direction.</summary>
    public abstract bool IsProper { get; }

    /// <summary>
    /// Whether −log p is convex, so that with a log-concave likelihood there is one optimum. Where it is not, a fit ends at a stationary point and others may exist.
    /// </summary>
    public abstract bool IsLogConcave { get; }

    /// <summary>The prior as text that reads back as itself: <c>gaussian(sd=2)</c>.</summary>
    /// <returns>The text, in invariant culture.</returns>
    public override string ToString() => Values.Count == 0
        ? Name
        : $"{Name}({string.Join(", ", Values.Select(static v => string.Create(CultureInfo.InvariantCulture, $"{v.Name}={v.Value:R}")))})";

    /// <summary>The value, if it is one that a prior takes for a spread.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive and finite.</exception>
    protected static double Checked(double value) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a prior's value is positive and finite");
}
