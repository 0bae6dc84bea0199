using System.CommandLine;
using System.Globalization;
using Surprisal.Cli.Rendering;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Cli.Commands;

/// <summary><c>surprisal distribution</c>: a noise model with all its values, evaluated.</summary>
internal sealed class DistributionVerb : IVerb
{
    private const int MostDraws = 10_000_000;
    private static readonly double[] TablePoints = [0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];
    private readonly Argument<string> _noise = new("NOISE");
    private readonly Option<string?> _link = new("--link");
    private readonly Option<string?> _at = new("--at");
    private readonly Option<string?> _quantile = new("--quantile");
    private readonly Option<string?> _sample = new("--sample");
    private readonly Option<string?> _seed = new("--seed");
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    /// <summary>Builds the grammar.</summary>
    public DistributionVerb() => Command = new Command("distribution") { _noise, _link, _at, _quantile, _sample, _seed, _json };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public string Help => HelpText.Distribution;

    /// <inheritdoc/>
    public Answer Run(ParseResult parsed, Terminal terminal)
    {
        NoiseSpec spec = NoiseSpec.ParseComplete(parsed.GetValue(_noise)!);
        if (parsed.GetValue(_link) is { } link)
        {
            (string parameter, string name) = ListText.Pair(link, "--link", "--link mu=probit");
            spec = spec.WithOwnLink(parameter, name);
        }

        double[] quantiles = Numbers(parsed.GetValue(_quantile), "--quantile");
        if (Array.Find(quantiles, static p => p is not (>= 0 and <= 1)) is not 0 and var outside)
            throw new UsageException($"option '--quantile': {outside.ToString("R", CultureInfo.InvariantCulture)} is no probability", "give numbers between 0 and 1: --quantile 0.1,0.5,0.9");
        return new Answer(spec.Model.IsUnivariate ? OfNumbers(spec, quantiles, parsed) : OfRows(spec, quantiles, parsed));
    }

    private string OfNumbers(NoiseSpec spec, double[] quantiles, ParseResult parsed)
    {
        Distribution distribution = spec.ToDistribution();
        double[] at = Numbers(parsed.GetValue(_at), "--at"), sample = Draw(distribution.Sample, parsed);
        bool asked = at.Length + quantiles.Length + sample.Length > 0;
        if (!asked && !parsed.GetValue(_json)) quantiles = TablePoints;
        DistributionReport report = new(spec, distribution, at, quantiles, sample);
        return parsed.GetValue(_json) ? DistributionJson.Write(report) : DistributionPage.Write(report);
    }

    /// <summary>Classes, and several responses at once.</summary>
    private string OfRows(NoiseSpec spec, double[] quantiles, ParseResult parsed)
    {
        RowDistribution distribution = spec.ToRowDistribution();
        RowReport report = new(spec, distribution, RowPoints.Read(parsed.GetValue(_at), distribution), quantiles, Draw(distribution.Sample, parsed));
        if (quantiles.Length > 0 && !report.HasCdf)
            throw new UsageException($"option '--quantile': '{spec.Model.Name}' has no quantiles: {report.NoQuantiles}", "leave out --quantile, or ask one response's own noise model");
        return parsed.GetValue(_json) ? RowJson.Write(report) : RowPage.Write(report);
    }

    private TDraw[] Draw<TDraw>(Func<RandomStream, TDraw> draw, ParseResult parsed)
    {
        int count = (int)Whole(parsed.GetValue(_sample), "--sample", 0, MostDraws);
        if (count == 0 && parsed.GetValue(_seed) is not null) throw new UsageException("option '--seed' is for draws, and none are asked for", "add --sample NUMBER, or leave out --seed");
        RandomStream stream = new(Whole(parsed.GetValue(_seed), "--seed", 1, long.MaxValue));
        TDraw[] sample = new TDraw[count];
        for (int i = 0; i < count; i++) sample[i] = draw(stream);
        return sample;
    }

    private static double[] Numbers(string? text, string option) => text is null ? [] : [.. text.Split([',', ';']).Select(part => Number(part.Trim(), option))];

    /// <summary>A finite number with a decimal point.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">The option that it was given for.</param>
    /// <exception cref="UsageException">It is none.</exception>
    internal static double Number(string text, string option)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)) return value;
        throw new UsageException($"option '{option}': '{text}' is not a number", $"give numbers with a decimal point, separated by commas: {option} 0.5,1");
    }

    private static long Whole(string? text, string option, long absent, long most)
    {
        if (text is null) return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= most) return value;
        throw new UsageException($"option '{option}': '{text}' is not a whole number from 0 to {most.ToString(CultureInfo.InvariantCulture)}", $"write {option} 5");
    }
}
