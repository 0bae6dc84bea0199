using Surprisal.Formulas;
using Surprisal.Noise;

namespace Surprisal.Models;

/// <summary>The noise model of a response as it was written: <c>cens()</c> and <c>trunc()</c> are combinators, and several responses have names.</summary>
internal static class ResponseNoise
{
    /// <summary>The noise model for the left side of a model's first formula.</summary>
    /// <exception cref="FormulaException">The noise model cannot have such a response.</exception>
    public static NoiseModel For(NoiseModel noise, Formula formula)
    {
        if (formula.Response is not { } response) return noise;
        RequireModifiers(noise, response);
        NoiseModel named = Named(noise, response);
        try
        {
            bool truncated = response.TruncationLower is not null || response.TruncationUpper is not null;
            if (truncated && !Contains<TruncatedNoise>(named)) named = new TruncatedNoise(named);
            if (response.Censoring is not null && !Contains<CensoredNoise>(named)) named = new CensoredNoise(named);
            return named;
        }
        catch (InputException refused) when (refused is not FormulaException)
        {
            throw new FormulaException(refused.Message, response.FormulaText, 0, refused.Remedy);
        }
    }

    private static NoiseModel Named(NoiseModel noise, ResponseSpecification response)
    {
        try
        {
            NoiseModel named = noise.ForResponses([.. response.Parts.Select(static p => p.Text)]);
            if (named.ResponseCount == response.Parts.Count) return named;
            string count = named.ResponseCount == 1 ? "one response" : $"{NoiseNumber.Format(named.ResponseCount)} responses";
            throw new FormulaException(
                $"noise model '{noise.Name}' has {count}, not {NoiseNumber.Format(response.Parts.Count)}",
                response.FormulaText,
                0,
                named.ResponseCount == 1 ? "name one column on the left" : "name the columns on the left: cbind(a, b) ~ ...");
        }
        catch (InputException refused) when (refused is not FormulaException)
        {
            throw new FormulaException(refused.Message, response.FormulaText, 0, refused.Remedy);
        }
    }

    private static void RequireModifiers(NoiseModel noise, ResponseSpecification response)
    {
        if (response.Censoring is null && Contains<CensoredNoise>(noise))
            throw new FormulaException($"noise model '{noise.Name}' needs to know which rows are censored", response.FormulaText, 0, $"write {response.Parts[0].Text} | cens(c) ~ ...");
        if (noise.TakesTrials && response.Trials is null)
        {
            throw new FormulaException(
                $"noise model '{noise.Name}' needs the number of trials of each row", response.FormulaText, 0, $"write {response.Parts[0].Text} | trials(n) ~ ...; for single trials use bernoulli");
        }

        if (!noise.TakesTrials && response.Trials is not null)
            throw new FormulaException($"noise model '{noise.Name}' has no trials", response.FormulaText, 0, "use binomial, or leave out trials()");
    }

    private static bool Contains<TNoise>(NoiseModel noise) => noise is TNoise || (noise is CombinedNoise combined && combined.Parts.Any(Contains<TNoise>));
}
