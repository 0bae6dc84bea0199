namespace Surprisal.Noise;

/// <summary>Rows to evaluate a noise model on. The memory is read, never written.</summary>
/// <param name="Observations">What was observed, all responses within the support.</param>
/// <param name="Working">Working values of each parameter, on the scale of its link: one a row, or a single one for all rows.</param>
public sealed record NoiseRows(Observations Observations, IReadOnlyList<ReadOnlyMemory<double>> Working)
{
    /// <summary>Rows of a single response.</summary>
    /// <param name="response">The responses, all within the support.</param>
    /// <param name="working">Working values of each parameter: one a row, or a single one for all rows.</param>
    /// <param name="trials">Numbers of trials: one a row, or empty for ones.</param>
    public NoiseRows(ReadOnlyMemory<double> response, IReadOnlyList<ReadOnlyMemory<double>> working, ReadOnlyMemory<double> trials = default)
        : this(new Observations(response) { Trials = trials }, working)
    {
    }

    /// <summary>The first response.</summary>
    public ReadOnlyMemory<double> Response => Observations.Response;

    /// <summary>Numbers of trials: one a row, or empty for ones.</summary>
    public ReadOnlyMemory<double> Trials => Observations.Trials;
}
