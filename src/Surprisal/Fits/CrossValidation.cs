namespace Surprisal.Fits;

/// <summary>How unseen rows score at one strength.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Mean">The mean score of all rows, each left out once a repeat; less is better.</param>
/// <param name="StandardError">Of the mean, from the spread between folds: √(Σ share · (score of a fold − mean)²/(folds − 1)); over repeats their root mean square, for repeats share their rows.</param>
/// <param name="NonZero">How many penalised coefficients the fit of all rows has.</param>
public sealed record CrossValidationPoint(double Lambda, double Mean, double StandardError, int NonZero);

/// <summary>A path with the scores of rows that its folds had left out. Immutable and thread-safe.</summary>
public sealed class CrossValidation
{
    private readonly int[][] _folds;

    internal CrossValidation(int[][] folds) => _folds = folds;

    /// <summary>The path of all rows.</summary>
    public required RegularisationPath Path { get; init; }

    /// <summary>How rows were dealt and scored.</summary>
    public required CrossValidationOptions Options { get; init; }

    /// <summary>One a strength, from the largest strength to the smallest.</summary>
    public required IReadOnlyList<CrossValidationPoint> Points { get; init; }

    /// <summary>The index of the strength with the least mean score; the largest strength of equals.</summary>
    public required int Best { get; init; }

    /// <summary>
    /// The index of the largest strength whose mean score is within a standard error of the least: the one-standard-error rule
    /// (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed. (2009), section 7.10).
    /// </summary>
    public required int WithinOneStandardError { get; init; }

    /// <summary>Whether classes were spread evenly over the folds.</summary>
    public required bool IsStratified { get; init; }

    /// <summary>How many groups there are; null without a column of groups.</summary>
    public required int? Groups { get; init; }

    /// <summary>What a careful reader should know: levels that some folds lack, folds that did not converge; one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The fold of each row used, from 0.</summary>
    /// <param name="repeat">Which deal, from 0.</param>
    public ReadOnlySpan<int> FoldsOf(int repeat) => _folds[repeat];
}
