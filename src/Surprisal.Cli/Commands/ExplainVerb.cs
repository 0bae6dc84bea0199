using System.CommandLine;
using Surprisal.Cli.Rendering;
using Surprisal.Losses;

namespace Surprisal.Cli.Commands;

/// <summary><c>surprisal explain</c>: which noise a loss assumes, and which loss a noise model is.</summary>
internal sealed class ExplainVerb : IVerb
{
    private readonly Argument<string?> _loss = new("LOSS") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _noise = new("--noise");
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    /// <summary>Builds the grammar.</summary>
    public ExplainVerb() => Command = new Command("explain") { _loss, _noise, _json };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public string Help => HelpText.Explain;

    /// <inheritdoc/>
    public Answer Run(ParseResult parsed, Terminal terminal)
    {
        Explanation explanation = (parsed.GetValue(_loss), parsed.GetValue(_noise)) switch
        {
            ({ } loss, null) => LossTranslation.Explain(loss),
            (null, { } noise) => LossTranslation.ExplainNoise(noise),
            ({ }, { }) => throw new UsageException("explain: a loss and '--noise' are given", "give one of them"),
            _ => throw new UsageException("explain: LOSS is missing", "name a loss (mse), a formula in the residual r (\"abs(r)^1.5\") or a noise model (--noise gaussian)"),
        };
        return new Answer(parsed.GetValue(_json) ? ExplanationJson.Write(explanation) : ExplanationPage.Write(explanation));
    }
}
