namespace Surprisal.Noise;

/// <summary>The set of responses that a noise model gives a density to.</summary>
public enum Support
{
    /// <summary>Every finite number.</summary>
    RealLine,

    /// <summary>Numbers greater than zero.</summary>
    Positive,

    /// <summary>Zero and numbers greater than zero.</summary>
    NonNegative,

    /// <summary>Numbers strictly between zero and one.</summary>
    UnitInterval,

    /// <summary>Numbers from zero to one, both included.</summary>
    ClosedUnitInterval,

    /// <summary>
    /// Angles in radians, of which those that differ by a multiple of 2π are one: numbers up to 2³⁰ in magnitude, beyond which doubles hardly
    /// resolve a turn.
    /// </summary>
    Circle,

    /// <summary>..., -1, 0, 1, 2, ...</summary>
    Integers,

    /// <summary>Zero or one.</summary>
    Binary,

    /// <summary>0, 1, 2, ...</summary>
    Counts,

    /// <summary>0, 1, ..., the row's number of trials.</summary>
    CountsUpToTrials,

    /// <summary>One of several classes, as the index of its level.</summary>
    Classes,
}

/// <summary>What each support contains, and how to say so.</summary>
public static class Supports
{
    private const double LargestAngle = 1073741824.0;

    /// <summary>Whether a response belongs to the support.</summary>
    /// <param name="support">The support.</param>
    /// <param name="y">The response.</param>
    /// <param name="trials">The row's number of trials; of use to <see cref="Support.CountsUpToTrials"/> only.</param>
    public static bool Contains(this Support support, double y, double trials = 1) => support switch
    {
        Support.RealLine => double.IsFinite(y),
        Support.Circle => Math.Abs(y) <= LargestAngle,
        Support.Positive => y > 0 && double.IsFinite(y),
        Support.NonNegative => y >= 0 && double.IsFinite(y),
        Support.UnitInterval => y > 0 && y < 1,
        Support.ClosedUnitInterval => y >= 0 && y <= 1,
        Support.Integers => double.IsFinite(y) && Math.Floor(y) == y,
        Support.Binary => y == 0 || y == 1,
        Support.Counts or Support.Classes => y >= 0 && double.IsFinite(y) && Math.Floor(y) == y,
        Support.CountsUpToTrials => y >= 0 && y <= trials && Math.Floor(y) == y,
        _ => throw new ArgumentOutOfRangeException(nameof(support)),
    };

    /// <summary>Whether all responses belong to the support; the choice of test is made once for all of them.</summary>
    /// <param name="support">The support.</param>
    /// <param name="y">The responses.</param>
    /// <param name="trials">The rows' numbers of trials; empty where there are none.</param>
    public static bool ContainsAll(this Support support, ReadOnlySpan<double> y, ReadOnlySpan<double> trials)
    {
        if (support == Support.Binary)
        {
            // Without a branch that random zeros and ones would mislead.
            bool others = false;
            foreach (double value in y) others |= (value != 0) & (value != 1);
            return !others;
        }

        for (int i = 0; i < y.Length; i++)
        {
            if (!support.Contains(y[i], trials.IsEmpty ? 1 : trials[i])) return false;
        }

        return true;
    }

    /// <summary>The least and the greatest response, infinite where there is none.</summary>
    /// <param name="support">The support.</param>
    public static (double Least, double Greatest) Ends(this Support support) => support switch
    {
        Support.RealLine or Support.Circle or Support.Integers => (double.NegativeInfinity, double.PositiveInfinity),
        Support.UnitInterval or Support.ClosedUnitInterval or Support.Binary => (0.0, 1.0),
        _ => (0.0, double.PositiveInfinity),
    };

    /// <summary>A response in the middle of the support, whatever the parameters: a stand-in for rows that are not asked about.</summary>
    /// <param name="support">The support.</param>
    public static double Inside(this Support support) => support switch
    {
        Support.RealLine or Support.Circle or Support.Integers or Support.Classes => 0.0,
        Support.UnitInterval or Support.ClosedUnitInterval => 0.5,
        _ => 1.0,
    };

    /// <summary>Whether the support is a set of isolated points, so that the density is a probability.</summary>
    /// <param name="support">The support.</param>
    public static bool IsDiscrete(this Support support) => support is Support.Binary or Support.Integers or Support.Counts or Support.CountsUpToTrials or Support.Classes;

    /// <summary>The support in words, to stand after "the response must be".</summary>
    /// <param name="support">The support.</param>
    public static string Describe(this Support support) => support switch
    {
        Support.RealLine => "a finite number",
        Support.Positive => "greater than 0",
        Support.NonNegative => "0 or greater",
        Support.UnitInterval => "strictly between 0 and 1",
        Support.ClosedUnitInterval => "between 0 and 1",
        Support.Circle => "an angle in radians",
        Support.Integers => "a whole number",
        Support.Binary => "0 or 1",
        Support.Counts => "a count 0, 1, 2, ...",
        Support.CountsUpToTrials => "a count from 0 to the number of trials",
        Support.Classes => "a class",
        _ => throw new ArgumentOutOfRangeException(nameof(support)),
    };
}
