namespace Surprisal.Priors;

/// <summary>How the strength of a prior or penalty is chosen.</summary>
public enum StrengthRule
{
    /// <summary>It is given as a number.</summary>
    Given,

    /// <summary>The scale with the largest marginal likelihood by Laplace's approximation: empirical Bayes.</summary>
    Evidence,

    /// <summary>The least mean score of rows left out in ten folds.</summary>
    CrossValidation,

    /// <summary>The largest strength whose mean score is within a standard error of the least.</summary>
    OneStandardError,

    /// <summary>The least of Akaike's criterion, with effective degrees of freedom.</summary>
    Aic,

    /// <summary>The least of Schwarz's criterion, with effective degrees of freedom.</summary>
    Bic,

    /// <summary>The least of the extended Schwarz criterion, which counts how many models of that size there are.</summary>
    Ebic,
}

/// <summary>Strength rules as text.</summary>
internal static class StrengthRules
{
    private static readonly (string Word, StrengthRule Rule)[] Words =
        [("evidence", StrengthRule.Evidence), ("cv", StrengthRule.CrossValidation), ("aic", StrengthRule.Aic), ("bic", StrengthRule.Bic), ("ebic", StrengthRule.Ebic)];

    /// <summary>The words, <c>auto</c> being the default of each prior and penalty.</summary>
    public static string List => "auto, " + string.Join(", ", Words.Select(static w => w.Word));

    /// <summary>Whether a value is to be chosen.</summary>
    public static bool IsWord(string text) => text is "auto" || Words.Any(w => string.Equals(w.Word, text, StringComparison.Ordinal));

    /// <summary>The rule of a word.</summary>
    /// <param name="text">A word.</param>
    /// <param name="auto">What <c>auto</c> means.</param>
    public static StrengthRule Of(string text, StrengthRule auto) => text is "auto" ? auto : Words.First(w => string.Equals(w.Word, text, StringComparison.Ordinal)).Rule;

    /// <summary>A rule as it is written: <c>cv, rule=1se</c>.</summary>
    public static string Text(this StrengthRule rule) => rule is StrengthRule.OneStandardError ? "cv, rule=1se" : Words.First(w => w.Rule == rule).Word;
}
