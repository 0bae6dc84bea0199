using System.CommandLine;
using Surprisal.Cli.Rendering;
using Surprisal.Noise;

namespace Surprisal.Cli.Commands;

/// <summary><c>surprisal noise</c>: which noise models there are, or one in full.</summary>
internal sealed class NoiseVerb : IVerb
{
    private readonly Argument<string?> _name = new("NAME") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    /// <summary>Builds the grammar.</summary>
    public NoiseVerb() => Command = new Command("noise") { _name, _json };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public string Help => HelpText.Noise;

    /// <inheritdoc/>
    public Answer Run(ParseResult parsed, Terminal terminal)
    {
        bool json = parsed.GetValue(_json);
        if (parsed.GetValue(_name) is not { } name) return new Answer(json ? NoiseJson.Write(NoiseModels.All, NoiseCombinators.All) : NoiseList.Write(NoiseModels.All, NoiseCombinators.All));
        if (NoiseCombinators.Find(name) is { } combinator) return new Answer(json ? NoiseJson.Write([], [combinator]) : CombinatorPage.Write(combinator));
        NoiseModel one = name.Contains('(', StringComparison.Ordinal) ? NoiseSpec.Parse(name).Model : NoiseModels.Get(name);
        return new Answer(json ? NoiseJson.Write([one], []) : NoisePage.Write(one));
    }
}
