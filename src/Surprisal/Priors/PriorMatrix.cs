namespace Surprisal.Priors;

/// <summary>Reads <c>multivariate-gaussian(precision=[2 -1; -1 2])</c>: rows between semicolons, numbers between blanks.</summary>
internal static class PriorMatrix
{
    private const string Kind = "prior";
    private const string Form = "write multivariate-gaussian(precision=[2 -1; -1 2]), or covariance=[..], as many rows as the term has columns";

    public static Prior Read(PriorText text)
    {
        if (text.Arguments is not [(("precision" or "covariance") and var key, var value)]) throw text.Error(Kind, "it needs a precision or a covariance", Form);
        if (!value.StartsWith('[') || !value.EndsWith(']')) throw text.Error(Kind, $"the {key} is not a matrix in brackets", Form);
        double[][] rows = [.. value[1..^1].Split(';').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(cell => PriorText.Number(cell) ?? throw text.Error(Kind, $"'{Words.Shorten(cell)}' is not a number", Form)).ToArray())];
        try
        {
            return key is "precision" ? MultivariateGaussianPrior.OfPrecision(rows) : MultivariateGaussianPrior.OfCovariance(rows);
        }
        catch (ArgumentException refused)
        {
            throw text.Error(Kind, refused.Message.Split(" (Parameter", 2)[0], Form);
        }
    }
}
