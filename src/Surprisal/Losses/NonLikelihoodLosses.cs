namespace Surprisal.Losses;

/// <summary>The losses that are implemented although they are no surprisals. Adding one is its file and a line here.</summary>
public static class NonLikelihoodLosses
{
    /// <summary>One of each kind, with the values that it has unless others are given.</summary>
    public static IReadOnlyList<NonLikelihoodLoss> All { get; } =
    [
        new HingeLoss(),
        new SquaredHingeLoss(),
        new MulticlassMarginLoss(),
        new FocalLoss(),
        new TripletLoss(),
        new InfoNceLoss(),
        new GanDiscriminatorLoss(),
        new GanGeneratorLoss(),
        new GanGeneratorLoss(saturating: true),
        new DenoisingScoreMatchingLoss(1.0),
        new SlicedScoreMatchingLoss(),
    ];
}
