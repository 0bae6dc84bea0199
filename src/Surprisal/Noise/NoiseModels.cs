namespace Surprisal.Noise;

/// <summary>Finds noise models by name and by loss.</summary>
public static class NoiseModels
{
    /// <summary>All noise models, in the order of lists.</summary>
    public static IReadOnlyList<NoiseModel> All => Noise.All;

    /// <summary>The noise model of a name.</summary>
    /// <param name="name">The name, lower case with hyphens.</param>
    /// <exception cref="InputException">There is none; the remedy proposes the nearest name, or says of which noise model it is the
    /// loss.</exception>
    public static NoiseModel Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw new InputException($"unknown noise model '{Words.Shorten(name)}'", RemedyFor(name));
    }

    /// <summary>The noise model of a name; null where there is none.</summary>
    /// <param name="name">The name, lower case with hyphens.</param>
    public static NoiseModel? Find(string name) => All.FirstOrDefault(noise => string.Equals(noise.Name, name, StringComparison.Ordinal));

    /// <summary>The noise model whose surprisal is a loss that is known by a name of its own.</summary>
    /// <param name="loss">The loss: <c>mse</c>, <c>binary cross-entropy</c>; case does not matter, and spaces, hyphens and underscores
    /// are one.</param>
    /// <exception cref="InputException">There is no such loss; the remedy proposes the nearest.</exception>
    public static NoiseModel ForLoss(string loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return FindLoss(loss) ?? throw new InputException(
            $"unknown loss '{Words.Shorten(loss)}'", DidYouMean.Remedy(loss, LossNames, $"the losses are {Words.List(LossNames)}"));
    }

    private static IEnumerable<string> LossNames => All.SelectMany(noise => noise.LossNames);

    private static NoiseModel? FindLoss(string loss)
    {
        string wanted = Fold(loss);
        return All.FirstOrDefault(noise => noise.LossNames.Any(name => string.Equals(Fold(name), wanted, StringComparison.Ordinal)));
    }

    private static string Fold(string loss) => loss.Trim().ToUpperInvariant().Replace('-', ' ').Replace('_', ' ');

    private static string? RemedyFor(string name)
    {
        if (FindLoss(name) is { } noise) return $"'{Words.Shorten(name)}' is the loss of noise model '{noise.Name}'";
        IEnumerable<string> names = All.Select(model => model.Name);
        return DidYouMean.Remedy(name, names, $"the noise models are {Words.List(names)}");
    }
}
